package site

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// Packings are the compressed versions that may lie beside a file, best first.
var Packings = []struct {
	Suffix string
	pack   func(io.Writer) io.WriteCloser
}{
	{".br", func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestCompression) }},
	{".gz", func(w io.Writer) io.WriteCloser {
		packer, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // fails only for levels that do not exist
		return packer
	}},
}

// packAll puts the compressed versions beside the files of a build, or takes away those that are not up to date.
func packAll(root string, names Names, pack bool) error {
	page := filepath.Join(root, pageFile)
	if err := packBeside(root, page, pack, true); err != nil {
		return err
	}
	for _, name := range names.all() {
		if err := packBeside(root, filepath.Join(root, OutDir, name), pack, false); err != nil {
			return err
		}
	}
	return nil
}

// packBeside packs a file. A name with a hash has one content only, so what lies beside it is right.
func packBeside(root, path string, pack, mayChange bool) error {
	for _, packing := range Packings {
		beside := path + packing.Suffix
		if !pack {
			if !mayChange {
				continue
			}
			if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			continue
		}
		if _, err := os.Stat(beside); err == nil && !mayChange {
			continue
		}
		data, err := packed(root, path, packing.Suffix, packing.pack)
		if err != nil {
			return err
		}
		if err := writeChanged(beside, data); err != nil {
			return err
		}
	}
	return nil
}

// packed remembers by content: brotli takes half a minute for the core.
func packed(root, path, suffix string, pack func(io.Writer) io.WriteCloser) ([]byte, error) {
	hash, err := hashFile(path)
	if err != nil {
		return nil, err
	}
	remembered := filepath.Join(root, ".cache", "packed", hash+suffix)
	if data, err := os.ReadFile(remembered); err == nil {
		return data, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	packer := pack(&out)
	if _, err := packer.Write(data); err != nil {
		return nil, err
	}
	if err := packer.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), writeChanged(remembered, out.Bytes())
}
