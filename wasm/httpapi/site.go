package httpapi

import (
	"io/fs"
	"net/http"
	"path"
	"regexp"
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

// hashed is the address of a file whose name holds a hash of its content.
var hashed = regexp.MustCompile(`^build/[^/]+-[0-9A-Za-z]{8}\.[a-z.]+$`)

// Site serves the files of a built page, as any static host would. What has a hash in its name a browser keeps for ever;
// of everything else it asks each time whether it is still new. Directories are not listed.
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
		name := strings.Trim(path.Clean(r.URL.Path), "/")
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		if info, err := fs.Stat(files, name); err != nil || !fs.ValidPath(name) {
			http.NotFound(w, r)
			return
		} else if info.Mode().IsRegular() {
			r = describeFile(h, files, name, r)
		}
		server.ServeHTTP(w, r)
	})
}

// describeFile sets the headers of a file and asks for its best version.
func describeFile(h http.Header, files fs.FS, name string, r *http.Request) *http.Request {
	h.Set("Cache-Control", "no-cache")
	if hashed.MatchString(name) {
		h.Set("Cache-Control", KeptForEver)
	}
	contentType, known := contentTypes[path.Ext(name)]
	if known {
		h.Set("Content-Type", contentType)
	}
	if path.Ext(name) == ".html" {
		h.Set("Content-Security-Policy", PagePolicy)
		h.Set("Referrer-Policy", "no-referrer")
	}
	if strings.HasSuffix(r.URL.Path, "/index.html") || !known {
		return r // the first will be sent to its directory
	}
	h.Add("Vary", "Accept-Encoding")
	suffix, encoding := choosePacking(files, name, r)
	if suffix == "" {
		return r
	}
	h.Set("Content-Encoding", encoding)
	packed := r.Clone(r.Context())
	packed.URL.Path = "/" + name + suffix
	packed.Header.Del("Range") // a part of the packed file is no use to anybody
	return packed
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
