package httpapi

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// The types a browser insists on, said here because the machine's own table may lack or spoil them.
var contentTypes = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".wasm":        "application/wasm",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
	".webmanifest": "application/manifest+json",
	".atoms":       "text/plain; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".md":          "text/plain; charset=utf-8",
}

// Site serves the files of a built page, as any static host would. A browser may keep them but asks each time whether
// they are still new. Directories are not listed.
func Site(files fs.FS) http.Handler {
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			problem(w, http.StatusMethodNotAllowed, "the page can only be read")
			return
		}
		// Without the right separator a name is not that of a file: Windows would take "\" for one.
		if strings.ContainsAny(r.URL.Path, "\\\x00") || hidden(r.URL.Path) {
			http.NotFound(w, r)
			return
		}
		if name := strings.Trim(path.Clean(r.URL.Path), "/"); strings.HasSuffix(r.URL.Path, "/") && name != "" {
			if _, err := fs.Stat(files, path.Join(name, "index.html")); err != nil {
				http.NotFound(w, r)
				return
			}
		}
		h.Set("Cache-Control", "no-cache")
		if contentType, known := contentTypes[path.Ext(r.URL.Path)]; known {
			h.Set("Content-Type", contentType)
		}
		server.ServeHTTP(w, r)
	})
}

// hidden tells whether a part of a path starts with a dot, ".well-known" aside.
func hidden(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			return true
		}
	}
	return false
}

// WithSite is the API and a built page under one address.
func WithSite(files fs.FS) http.Handler {
	api, site := New(), Site(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if Owns(r.URL.Path) {
			api.ServeHTTP(w, r)
		} else {
			site.ServeHTTP(w, r)
		}
	})
}
