package main

import (
	"os"
	"path/filepath"

	"linkplay/scripts/internal/site"
)

func (r *runner) checkTypes() error {
	return r.command(nil, "node", filepath.Join("web", "node_modules", "typescript", "bin", "tsc"), "--project", "web")
}

func (r *runner) testWeb() error {
	tests, err := site.BundleTests(r.root, ".test.ts")
	if err != nil {
		return err
	}
	return r.node(nil, tests)
}

func (r *runner) buildSite() error {
	return r.golang("run", "./scripts/build", "-pack")
}

func (r *runner) checkSize() error {
	return r.golang("run", "./scripts/size")
}

func (r *runner) testBrowser() error {
	tests, err := site.BundleTests(r.root, ".browser.ts")
	if err != nil {
		return err
	}
	fixtures, err := site.BundleFixtures(r.root)
	if err != nil {
		return err
	}
	return r.node([]string{
		"LINKPLAY_STATIC=" + filepath.Join(r.root, "static"),
		"LINKPLAY_FIXTURES=" + fixtures,
	}, tests)
}

// testEdge runs the worker in workerd, as Cloudflare does, and the page's core beside it.
func (r *runner) testEdge() error {
	if err := r.golang("run", "./scripts/build", "-edge"); err != nil {
		return err
	}
	tests, err := site.BundleTests(r.root, ".workerd.ts")
	if err != nil {
		return err
	}
	return r.node([]string{"LINKPLAY_STATIC=" + filepath.Join(r.root, "static")}, tests)
}

// node runs bundled tests; node's own test runner is inside them.
func (r *runner) node(env []string, script string) error {
	return r.command(append(os.Environ(), env...), "node", "--enable-source-maps", "--test-reporter=spec", script)
}
