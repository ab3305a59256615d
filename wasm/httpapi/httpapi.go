// Package httpapi is the linker as an http.Handler: it links descriptions and draws pictures of them. It keeps nothing,
// reads no file and no clock, and knows neither the machine nor Cloudflare, so that the same handler runs in a
// worker, behind "linkplay serve" and in tests.
//
//	POST /api/v1/link      the body is a description; the answer is the file (Accept: application/octet-stream) or JSON
//	GET  /p/PAYLOAD.svg    a picture of the description in a permalink; ?view= ?width= ?theme=
//
// What is wrong with a request is said in one line of JSON, as RFC 9457 has it.
package httpapi

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"linkplay/linkcore"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/report"
)

const (
	linkPath    = "/api/v1/link"
	picturePath = "/p/"

	// maxBody is how long a description may be here; elsewhere it is linkcore.MaxText.
	maxBody = linkcore.MaxTextEdge
	// maxAddress is how long a path may be: a MiB of random text would not be shorter, a shared link is.
	maxAddress = 64 << 10
)

// New returns the handler of the API.
func New() http.Handler { return guarded(serve) }

// guarded answers when a handler panics. At the edge the whole instance would end and the request with it.
func guarded(handler http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				problem(w, http.StatusInternalServerError, "the linker hit a mistake of its own; a description that does this is worth reporting")
			}
		}()
		handler(w, r)
	})
}

// Owns tells whether a path belongs to the API, for those who serve something else beside it.
func Owns(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, picturePath)
}

func serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Access-Control-Allow-Origin", "*") // there are no cookies and no secrets: any page may ask
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	switch path := r.URL.Path; {
	case path == linkPath:
		if allowed(w, r, http.MethodPost) {
			link(w, r)
		}
	case strings.HasPrefix(path, picturePath):
		if allowed(w, r, http.MethodGet, http.MethodHead) {
			drawn(w, r)
		}
	default:
		problem(w, http.StatusNotFound, "there is nothing here; POST "+linkPath+" links a description and GET "+picturePath+"PAYLOAD.svg draws one")
	}
}

// allowed answers OPTIONS and methods that a path does not have.
func allowed(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	for _, m := range methods {
		if r.Method == m {
			return true
		}
	}
	list := strings.Join(append(methods, http.MethodOptions), ", ")
	h := w.Header()
	h.Set("Allow", list)
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", list)
		h.Set("Access-Control-Allow-Headers", "Content-Type, Accept")
		h.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return false
	}
	problem(w, http.StatusMethodNotAllowed, "this address takes "+list)
	return false
}

// problem answers with what is wrong, on one line.
func problem(w http.ResponseWriter, status int, detail string) {
	body, err := json.Marshal(struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{http.StatusText(status), status, detail})
	if err != nil {
		panic("httpapi: a problem cannot be written as JSON: " + err.Error() + ".")
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}

// linked is the JSON answer. A description with errors is an answer too: its findings are in the summary.
type linked struct {
	Summary *report.Summary `json:"summary"`
	File    []byte          `json:"file"` // base64; null when there is none
}

func link(w http.ResponseWriter, r *http.Request) {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		problem(w, http.StatusUnsupportedMediaType, "send the description as plain text, not as "+encoding)
		return
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
		problem(w, http.StatusRequestEntityTooLarge, "a description may have at most 1 MiB here")
		return
	}
	if err != nil {
		problem(w, http.StatusBadRequest, "the request ended before the description did")
		return
	}
	result, refused := run(string(text))
	if refused != "" {
		problem(w, http.StatusRequestEntityTooLarge, refused)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept")
	if strings.Contains(r.Header.Get("Accept"), "application/octet-stream") {
		if !result.OK() {
			problem(w, http.StatusUnprocessableEntity, firstError(result))
			return
		}
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", `attachment; filename="a.out"`)
		_, _ = w.Write(result.Image.File)
		return
	}
	answer := linked{Summary: result.Summary()}
	if result.OK() {
		answer.File = result.Image.File
	}
	body, err := json.Marshal(answer)
	if err != nil {
		problem(w, http.StatusInternalServerError, "the summary cannot be written as JSON")
		return
	}
	h.Set("Content-Type", "application/json")
	_, _ = w.Write(append(body, '\n'))
}

// firstError says in one line why there is no file.
func firstError(r *linkcore.Result) string {
	for i := range r.Findings {
		if r.Findings[i].Severity == diag.Error {
			line, _, _ := strings.Cut(r.Print("description", &r.Findings[i]), "\n")
			return line
		}
	}
	return "the description gives no file"
}
