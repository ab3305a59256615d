// Package inspect reads a finished file and labels it to the last byte.
package inspect

import (
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
)

// Inspect labels any file. It never fails: what is wrong is in the findings, and bytes that nothing speaks of belong to
// the owner "unknown".
func Inspect(data []byte) (*image.Image, diag.List) {
	var findings diag.List
	img := &image.Image{Kind: "unknown file", File: data}
	owner := img.NewOwner(image.Owner{Name: "unknown", Kind: image.OwnerUnknown, Size: uint64(len(data))})
	if len(data) > 0 {
		img.Extents = []image.Extent{{Name: "unknown", FileSize: uint64(len(data)), Owner: owner}}
		img.Spans = []image.Span{{Len: uint32(len(data)), Owner: owner, Rule: img.Rule(shape.Unknown)}}
	}
	findings.Add(diag.FileUnknown, diag.Pos{}, "the file is neither an ELF file nor a Plan 9 executable")
	return img, findings
}
