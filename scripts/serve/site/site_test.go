package site

import (
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

func TestHandler(t *testing.T) {
	handler := Handler(fstest.MapFS{
		"index.html":         {Data: []byte("<!doctype html>")},
		"build/core.wasm":    {Data: []byte("\x00asm")},
		"build/main.js":      {Data: []byte("1")},
		"examples/got.atoms": {Data: []byte("target plan9/x86_64\n")},
	})
	for _, test := range []struct {
		path, contentType string
		status            int
	}{
		{"/", "text/html; charset=utf-8", 200},
		{"/build/core.wasm", "application/wasm", 200},
		{"/build/main.js", "text/javascript; charset=utf-8", 200},
		{"/examples/got.atoms", "text/plain; charset=utf-8", 200},
		{"/build/none.wasm", "text/plain; charset=utf-8", 404},
		{"/../go.mod", "text/plain; charset=utf-8", 404},
	} {
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, httptest.NewRequest("GET", test.path, nil))
		if response.Code != test.status || response.Header().Get("Content-Type") != test.contentType {
			t.Errorf("%s: %d %s, want %d %s", test.path, response.Code, response.Header().Get("Content-Type"), test.status, test.contentType)
		}
	}
}
