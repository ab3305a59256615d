package httpapi

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/picture"
)

const hello = `target elf/x86_64
func main export _start
    call got(answer)
    mov  edi, eax
    mov  eax, 60
    syscall
func answer
    mov  eax, 42
    ret
`

func ask(method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	New().ServeHTTP(w, r)
	return w
}

func pictureOf(text string) string { return "/p/" + linkcore.Encode(text) + ".svg" }

func TestLink(t *testing.T) {
	want := linkcore.Link(hello, linkcore.Options{}).Image.File
	w := ask("POST", "/api/v1/link", hello)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s\n%s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var answer struct {
		Summary struct {
			OK       bool
			Target   string
			Headline string
		}
		File []byte
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if !answer.Summary.OK || answer.Summary.Target != "elf/x86_64" || !bytes.Equal(answer.File, want) {
		t.Errorf("ok %v, target %q, %d bytes, want %d", answer.Summary.OK, answer.Summary.Target, len(answer.File), len(want))
	}

	w = ask("POST", "/api/v1/link", hello, "Accept", "application/octet-stream")
	if w.Code != 200 || !bytes.Equal(w.Body.Bytes(), want) || w.Header().Get("Content-Type") != "application/octet-stream" {
		t.Errorf("as a file: %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestLinkWithMistakes(t *testing.T) {
	broken := "target elf/x86_64\nfunc main export _start\n    call got(nobody)\n"
	w := ask("POST", "/api/v1/link", broken)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"ok":false`) || !strings.Contains(w.Body.String(), "L0302") || !strings.Contains(w.Body.String(), `"file":null`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w = ask("POST", "/api/v1/link", broken, "Accept", "application/octet-stream")
	checkProblem(t, w, 422, "description:3:")
}

func TestPicture(t *testing.T) {
	w := ask("GET", pictureOf(hello), "")
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/svg+xml" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	r := linkcore.Link(hello, linkcore.Options{Record: true})
	p := picture.Layout(r.Image, picture.Options{Width: picture.DefaultWidth, Headline: true, Line: r.Line})
	if !bytes.Equal(w.Body.Bytes(), picture.SVG(p, picture.Auto)) {
		t.Error("the edge draws another picture than the command")
	}
	tag := w.Header().Get("ETag")
	if again := ask("GET", pictureOf(hello), "", "If-None-Match", tag); again.Code != 304 || again.Body.Len() > 0 {
		t.Errorf("known already: %d with %d bytes", again.Code, again.Body.Len())
	}
	head := ask("HEAD", pictureOf(hello), "")
	if head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("Content-Length") != fmt.Sprint(w.Body.Len()) {
		t.Errorf("HEAD: %d, %d bytes, length %s", head.Code, head.Body.Len(), head.Header().Get("Content-Length"))
	}
	for _, query := range []string{"?view=got", "?view=symbols&theme=dark", "?view=hex&width=374", "?width=2400&theme=light", "?utm_source=mail"} {
		w := ask("GET", pictureOf(hello)+query, "")
		if err := xml.Unmarshal(w.Body.Bytes(), new(struct{})); w.Code != 200 || err != nil {
			t.Errorf("%s: %d %v", query, w.Code, err)
		}
	}
}

// checkProblem wants one line of JSON.
func checkProblem(t *testing.T, w *httptest.ResponseRecorder, status int, says string) {
	t.Helper()
	var p struct {
		Title  string
		Status int
		Detail string
	}
	body := w.Body.String()
	switch {
	case w.Code != status:
		t.Errorf("status %d, want %d: %.200s", w.Code, status, body)
	case w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("Cache-Control") != "no-store":
		t.Errorf("headers %v", w.Header())
	case strings.Count(body, "\n") != 1 || !strings.HasSuffix(body, "\n") || len(body) > 600:
		t.Errorf("not one short line: %q", body)
	case json.Unmarshal(w.Body.Bytes(), &p) != nil || p.Status != status || p.Detail == "" || p.Title == "":
		t.Errorf("not a problem: %s", body)
	case !strings.Contains(p.Detail, says):
		t.Errorf("%q does not say %q", p.Detail, says)
	}
	if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("headers %v", w.Header())
	}
}

func TestHostile(t *testing.T) {
	cases := []struct {
		name, method, target, body string
		status                     int
		says                       string
	}{
		{"nothing", "GET", "/", "", 404, "/api/v1/link"},
		{"another version", "POST", "/api/v2/link", hello, 404, ""},
		{"get a link", "GET", "/api/v1/link", "", 405, "POST"},
		{"post a picture", "POST", pictureOf(hello), "", 405, "GET"},
		{"a trace", "TRACE", "/api/v1/link", "", 405, ""},
		{"just too long", "POST", "/api/v1/link", strings.Repeat("#", 1<<20+1), 413, "1 MiB"},
		{"a few words for much memory", "POST", "/api/v1/link", "target elf/x86_64\ndata a\n    zero 200000000\n", 413, "16 MiB"},
		{"a sum that runs over", "POST", "/api/v1/link", "target elf/x86_64\ndata a\n    zero 0xffffffffffffffff\n    zero 2\n", 413, "16 MiB"},
		{"alignments", "POST", "/api/v1/link", "target elf/x86_64\ndata a align 0x8000000\n    u8 1\n", 413, "16 MiB"},
		{"no payload", "GET", "/p/.svg", "", 400, `"1."`},
		{"no suffix", "GET", "/p/1.AAAA", "", 404, ""},
		{"no deflate", "GET", "/p/1._____w.svg", "", 400, "damaged"},
		{"no base64", "GET", "/p/1.***.svg", "", 400, "damaged"},
		{"a bomb", "GET", pictureOf(strings.Repeat("0", 64<<20)), "", 414, "64 KiB"},
		{"a smaller bomb", "GET", pictureOf(strings.Repeat("0", 2<<20)), "", 413, "1048576"},
		{"a later version", "GET", "/p/9.AAAA.svg", "", 400, "version"},
		{"up and away", "GET", "/p/../../../etc/passwd.svg", "", 404, ""},
		{"up and away, escaped", "GET", "/p/%2e%2e%2f%2e%2e%2fetc%2fpasswd.svg", "", 404, ""},
		{"a zero byte", "GET", "/p/1.AA%00AA.svg", "", 404, ""},
		{"a directory", "GET", "/p/", "", 404, ""},
		{"no such view", "GET", pictureOf(hello) + "?view=../etc", "", 400, "layout"},
		{"no number", "GET", pictureOf(hello) + "?width=1e9", "", 400, "320"},
		{"too wide", "GET", pictureOf(hello) + "?width=999999999", "", 400, "2400"},
		{"too narrow", "GET", pictureOf(hello) + "?width=-1", "", 400, "320"},
		{"no such theme", "GET", pictureOf(hello) + "?theme=%3Cscript%3E", "", 400, "theme"},
		{"a broken query", "GET", pictureOf(hello) + "?view=%zz", "", 400, "?"},
		{"a description with mistakes", "GET", pictureOf("func <script>alert(1)</script>\n"), "", 422, ""},
		{"an empty description", "GET", pictureOf(""), "", 422, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { checkProblem(t, ask(c.method, c.target, c.body), c.status, c.says) })
	}
	if w := ask("POST", "/api/v1/link", "x", "Content-Encoding", "gzip"); w.Code != 415 {
		t.Errorf("packed: %d", w.Code)
	}
}

func TestPanic(t *testing.T) {
	w := httptest.NewRecorder()
	guarded(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		panic("got: 3 cells, 2 atoms")
	}).ServeHTTP(w, httptest.NewRequest("GET", "/p/1.x.svg", nil))
	checkProblem(t, w, 500, "mistake of its own")
}

func TestOptions(t *testing.T) {
	for path, want := range map[string]string{"/api/v1/link": "POST, OPTIONS", pictureOf(hello): "GET, HEAD, OPTIONS"} {
		w := ask("OPTIONS", path, "", "Origin", "https://example.org", "Access-Control-Request-Method", "POST")
		if w.Code != 204 || w.Header().Get("Access-Control-Allow-Methods") != want || w.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%.20s: %d %v", path, w.Code, w.Header())
		}
	}
}

// What is too long is refused before it is all read.
func TestBodyIsNotReadForEver(t *testing.T) {
	endless := &counter{}
	w := httptest.NewRecorder()
	New().ServeHTTP(w, httptest.NewRequest("POST", "/api/v1/link", endless))
	checkProblem(t, w, 413, "1 MiB")
	if endless.n > 4<<20 {
		t.Errorf("%d bytes were read", endless.n)
	}
}

type counter struct{ n int }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	c.n += len(p)
	return len(p), nil
}

func FuzzAPI(f *testing.F) {
	f.Add("GET", "/p/1.AAAA.svg", "view=hex", "")
	f.Add("POST", "/api/v1/link", "", hello)
	f.Add("GET", pictureOf(hello), "width=374", "")
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		r, err := http.NewRequest(method, "http://localhost/", strings.NewReader(body))
		if err != nil {
			return
		}
		r.URL.Path, r.URL.RawQuery = path, query
		w := httptest.NewRecorder()
		New().ServeHTTP(w, r)
		if w.Code >= 500 || w.Code < 200 {
			t.Errorf("%s %q?%q: %d %s", method, path, query, w.Code, w.Body)
		}
	})
}
