package httpapi

import (
	"bytes"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSite(t *testing.T) {
	handler := WithSite(fstest.MapFS{
		"index.html":         {Data: []byte("<!doctype html>")},
		"build/core.wasm":    {Data: []byte("\x00asm")},
		"build/main.js":      {Data: []byte("1")},
		"examples/got.atoms": {Data: []byte("target plan9/x86_64\n")},
		".git/config":        {Data: []byte("secret")},
		"embed/index.html":   {Data: []byte("<!doctype html>")},
	})
	cases := []struct {
		method, path, contentType string
		status                    int
	}{
		{"GET", "/", "text/html; charset=utf-8", 200},
		{"GET", "/embed/", "text/html; charset=utf-8", 200},
		{"GET", "/build/core.wasm", "application/wasm", 200},
		{"HEAD", "/build/main.js", "text/javascript; charset=utf-8", 200},
		{"GET", "/examples/got.atoms", "text/plain; charset=utf-8", 200},
		{"GET", "/build/none.wasm", "", 404},
		{"GET", "/build/", "", 404},
		{"GET", "/.git/config", "", 404},
		{"GET", "/../go.mod", "", 404},
		{"GET", "/..%2f..%2fgo.mod", "", 404},
		{"GET", "/build%5c..%5cindex.html", "", 404},
		{"POST", "/index.html", "application/problem+json", 405},
		{"GET", "/p/1.x.svg", "application/problem+json", 400},
		{"GET", "/api/", "application/problem+json", 404},
	}
	for _, c := range cases {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		body, _ := io.ReadAll(w.Body)
		if w.Code != c.status || c.contentType != "" && w.Header().Get("Content-Type") != c.contentType || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: %d %s, want %d %s", c.method, c.path, w.Code, w.Header().Get("Content-Type"), c.status, c.contentType)
		}
		if bytes.Contains(body, []byte("secret")) {
			t.Errorf("%s gives away what is hidden", c.path)
		}
	}
}

// What is packed already is sent packed to those who take it, and what never changes is kept.
func TestPacked(t *testing.T) {
	handler := Site(fstest.MapFS{
		"index.html":                  {Data: []byte("<!doctype html>")},
		"index.html.br":               {Data: []byte("brotli of the page")},
		"build/core-60ab7f62.wasm":    {Data: []byte("\x00asm")},
		"build/core-60ab7f62.wasm.br": {Data: []byte("brotli")},
		"build/core-60ab7f62.wasm.gz": {Data: []byte("gzip")},
		"build/style-GK6KVPXE.css":    {Data: []byte("a{}")},
	})
	cases := []struct{ path, accept, encoding, body string }{
		{"/", "gzip, deflate, br, zstd", "br", "brotli of the page"},
		{"/", "gzip", "", "<!doctype html>"},
		{"/build/core-60ab7f62.wasm", "gzip, br", "br", "brotli"},
		{"/build/core-60ab7f62.wasm", "gzip;q=1.0, br;q=0", "gzip", "gzip"},
		{"/build/core-60ab7f62.wasm", "GZIP", "gzip", "gzip"},
		{"/build/core-60ab7f62.wasm", "brotli", "", "\x00asm"},
		{"/build/core-60ab7f62.wasm", "", "", "\x00asm"},
		{"/build/style-GK6KVPXE.css", "br", "", "a{}"},
	}
	for _, c := range cases {
		r := httptest.NewRequest("GET", c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		r.Header.Set("Range", "bytes=0-1")
		if c.encoding == "" {
			r.Header.Del("Range")
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		h := w.Header()
		if w.Code != 200 || h.Get("Content-Encoding") != c.encoding || w.Body.String() != c.body || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s for %q: %d %v %q", c.path, c.accept, w.Code, h, w.Body)
		}
		if kept := strings.Contains(h.Get("Cache-Control"), "immutable"); kept != (c.path != "/") {
			t.Errorf("%s: Cache-Control is %s", c.path, h.Get("Cache-Control"))
		}
		if (c.path == "/") != (h.Get("Content-Security-Policy") == PagePolicy) {
			t.Errorf("%s: the policy is %q", c.path, h.Get("Content-Security-Policy"))
		}
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/index.html", nil))
	if w.Code != 301 || w.Header().Get("Location") != "./" || w.Header().Get("Content-Encoding") != "" {
		t.Errorf("/index.html: %d %v", w.Code, w.Header())
	}
}
