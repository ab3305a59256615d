// Package site serves the built page from a folder, as any static host would.
package site

import (
	"io/fs"
	"net/http"
	"path"
)

// The types a browser insists on, said here because the machine's own table may lack or spoil them.
var contentTypes = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".wasm":        "application/wasm",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".webmanifest": "application/manifest+json",
	".atoms":       "text/plain; charset=utf-8",
}

// Handler serves the files of a folder. A browser may keep them but asks each time whether they are still new.
func Handler(files fs.FS) http.Handler {
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "no-cache")
		header.Set("X-Content-Type-Options", "nosniff")
		if contentType, known := contentTypes[path.Ext(r.URL.Path)]; known {
			header.Set("Content-Type", contentType)
		}
		server.ServeHTTP(w, r)
	})
}
