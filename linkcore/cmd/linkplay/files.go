package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"linkplay/linkcore"
)

// maxFile is the largest file that inspect takes.
const maxFile = 256 << 20

// read returns the contents of a file, or of standard input for "-". It reads one byte more than limit, so that who
// gets it can tell that it is too long.
func (s *streams) read(name string, limit int64) ([]byte, error) {
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(s.in, limit+1))
		return data, plain("<stdin>", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", name)
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	return data, plain(name, err)
}

// plain says in few words what is wrong with a file.
func plain(name string, err error) error {
	var path *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s does not exist", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: permission denied", name)
	case errors.As(err, &path):
		return fmt.Errorf("%s: %w", name, path.Err)
	default:
		return fmt.Errorf("%s: %w", name, err)
	}
}

// shown is how a file is called in findings.
func shown(name string) string {
	if name == "-" {
		return "<stdin>"
	}
	return name
}

// write puts a whole file in its place at once: whoever looks sees the old file or the new one. "-" is standard output.
func (s *streams) write(name string, data []byte, mode fs.FileMode) error {
	if name == "-" {
		_, err := s.out.Write(data)
		return err
	}
	// A symbolic link stays one: what it points at is replaced.
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return fmt.Errorf("%s is a directory", name)
		}
		return plain(name, os.WriteFile(name, data, mode)) // a device or a pipe cannot be replaced
	}
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, ".linkplay-*")
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s cannot be written: there is no directory %s", name, dir)
		}
		return plain(name, err)
	}
	defer os.Remove(f.Name()) // in vain after the rename
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return plain(name, err)
}

// findings prints what was found and tells whether any of it is an error.
func (s *streams) findings(file string, r *linkcore.Result) error {
	const most = 200
	for i := range r.Findings {
		if i == most {
			fmt.Fprintf(s.err, "%s: %d more findings\n", shown(file), len(r.Findings)-most)
			break
		}
		fmt.Fprintln(s.err, r.Print(shown(file), &r.Findings[i]))
	}
	if r.Findings.HasErrors() {
		return errFindings
	}
	return nil
}

// linkFile reads and links a description. Its findings are printed; a result with errors comes with errFindings.
func (s *streams) linkFile(name string, record bool) (*linkcore.Result, error) {
	text, err := s.read(name, linkcore.MaxText)
	if err != nil {
		return nil, err
	}
	r := linkcore.Link(string(text), linkcore.Options{Record: record})
	return r, s.findings(name, r)
}
