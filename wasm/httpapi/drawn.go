package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"linkplay/linkcore"
	"linkplay/linkcore/picture"
)

const (
	leastWidth = 320
	mostWidth  = 2400
)

// asked is what a picture's address says.
type asked struct {
	text  string
	view  string
	width int
	theme picture.Theme
}

// drawn answers with a picture. The address holds the whole description, so the answer never changes.
func drawn(w http.ResponseWriter, r *http.Request) {
	a, status, err := readAddress(r.URL)
	if err != nil {
		problem(w, status, err.Error())
		return
	}
	result, refused := run(a.text)
	switch {
	case refused != "":
		problem(w, http.StatusRequestEntityTooLarge, refused)
		return
	case !result.OK():
		problem(w, http.StatusUnprocessableEntity, firstError(result))
		return
	}
	p, err := picture.Of(a.view, result.Image, picture.Options{Width: a.width, Headline: true, Line: result.Line})
	if err != nil {
		problem(w, http.StatusBadRequest, err.Error())
		return
	}
	svg := picture.SVG(p, a.theme)
	sum := sha256.Sum256(svg)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", tag)
	// A picture opened as a page may not do more than one in a page.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(svg)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(svg)
	}
}

func readAddress(u *url.URL) (a asked, status int, err error) {
	if len(u.Path) > maxAddress {
		return a, http.StatusRequestURITooLong, errors.New("the address is longer than 64 KiB")
	}
	// The escaped path: what only looks like a payload once it is unescaped is none.
	payload, svg := strings.CutSuffix(strings.TrimPrefix(u.EscapedPath(), picturePath), ".svg")
	if !svg || strings.ContainsAny(payload, "/%\\") {
		return a, http.StatusNotFound, errors.New("the address of a picture is " + picturePath + "PAYLOAD.svg, where PAYLOAD is what #code/ stands before in a permalink")
	}
	if a.text, err = linkcore.DecodeLimit(payload, maxBody); err != nil {
		if errors.Is(err, linkcore.ErrPermalinkTooLong) {
			return a, http.StatusRequestEntityTooLarge, err
		}
		return a, http.StatusBadRequest, err
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return a, http.StatusBadRequest, errors.New("what follows the ? cannot be read")
	}
	a.view, a.width = "layout", picture.DefaultWidth
	if query.Has("view") {
		a.view = query.Get("view")
	}
	if err := picture.CheckView(a.view); err != nil {
		return a, http.StatusBadRequest, err
	}
	if query.Has("width") {
		a.width, err = strconv.Atoi(query.Get("width"))
		if err != nil || a.width < leastWidth || a.width > mostWidth {
			return a, http.StatusBadRequest, errors.New("width is a number of pixels from 320 to 2400")
		}
	}
	if a.theme, err = picture.ParseTheme(query.Get("theme")); err != nil {
		return a, http.StatusBadRequest, err
	}
	return a, 0, nil
}
