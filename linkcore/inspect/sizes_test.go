package inspect

import (
	"testing"
	"unsafe"

	"linkplay/linkcore/image"
)

// TestSizes holds the sizes with which afford reckons to those of the types.
func TestSizes(t *testing.T) {
	for _, row := range []struct {
		name         string
		reckoned, is uintptr
	}{
		{"span", spanBytes, unsafe.Sizeof(image.Span{})},
		{"argument", argBytes, unsafe.Sizeof(uint64(0))},
		{"string", stringBytes, unsafe.Sizeof("")},
		{"owner", ownerBytes, unsafe.Sizeof(image.Owner{})},
		{"symbol", symbolBytes, unsafe.Sizeof(image.Symbol{})},
		{"cell", cellBytes, unsafe.Sizeof(image.Cell{})},
		{"segment", segmentBytes, unsafe.Sizeof(image.Segment{})},
		{"section", sectionBytes, unsafe.Sizeof(image.Section{})},
		{"extent", extentBytes, unsafe.Sizeof(image.Extent{})},
		{"atom", atomBytes, unsafe.Sizeof(atom{}) + unsafe.Sizeof(uint32(0))},
		{"component", componentBytes, unsafe.Sizeof(component{})},
		{"program header", elfSegmentBytes, unsafe.Sizeof(segment{})},
		{"region", regionBytes, unsafe.Sizeof(region{})},
		{"place", placeBytes, unsafe.Sizeof(place{})},
	} {
		if row.is > row.reckoned || row.reckoned > row.is+8 {
			t.Errorf("a %s has %d bytes, and afford reckons with %d", row.name, row.is, row.reckoned)
		}
	}
}
