package httpapi

import (
	"io/fs"
	"net/http"
	"strings"
)

// packings are the compressed versions that may lie beside a file, best first.
var packings = []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// choosePacking returns the suffix and the name of the best compressed version that the browser takes, or "".
func choosePacking(files fs.FS, name string, r *http.Request) (suffix, encoding string) {
	accepted := strings.ToLower(strings.Join(r.Header.Values("Accept-Encoding"), ","))
	for _, p := range packings {
		if !accepts(accepted, p.encoding) {
			continue
		}
		if info, err := fs.Stat(files, name+p.suffix); err == nil && info.Mode().IsRegular() {
			return p.suffix, p.encoding
		}
	}
	return "", ""
}

// accepts tells whether an encoding is in a list like "gzip, br;q=0.9" with a weight above 0.
func accepts(list, encoding string) bool {
	for part := range strings.SplitSeq(list, ",") {
		name, weight, weighed := strings.Cut(part, ";")
		if strings.TrimSpace(name) != encoding {
			continue
		}
		number, named := strings.CutPrefix(strings.TrimSpace(weight), "q=")
		return !weighed || !named || strings.Trim(number, "0.") != ""
	}
	return false
}
