package site

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const edgeDir = "wasm/worker/build"

// BuildEdge brings the worker for Cloudflare up to date: its wasm, and the glue of the very version of workers that
// go.mod names.
func BuildEdge(root string) error {
	dir := filepath.Join(root, edgeDir)
	inputs, err := hashInputs(root, "./wasm/worker")
	if err != nil {
		return err
	}
	stamp := filepath.Join(dir, "stamp")
	if remembered, err := os.ReadFile(stamp); err == nil && string(remembered) == inputs {
		return nil
	}
	glue := exec.Command("go", "run", "github.com/syumai/workers/cmd/workers-assets-gen", "-mode=go", "-o", dir)
	glue.Dir = root
	if out, err := glue.CombinedOutput(); err != nil {
		return fmt.Errorf("workers-assets-gen: %w\n%s", err, out)
	}
	if err := compile(root, "./wasm/worker", filepath.Join(dir, "app.wasm")); err != nil {
		return err
	}
	return writeChanged(stamp, []byte(inputs))
}
