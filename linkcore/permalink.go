package linkcore

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A permalink is a whole description in a URL: "1." and, in base64url without padding, the text as a raw deflate stream
// (RFC 1951) that may point back into a preset dictionary. The dictionary is frozen, because links of version 1 must
// open for ever; a better one would be version 2 beside it. Packing may improve at any time, unpacking must not change.

// permalinkDict is the words of the language and lines as people write them, the likeliest last: deflate spends fewer
// bits on what lies closer.
//
//go:embed permalink_v1.dict
var permalinkDict []byte

const permalinkVersion = "1."

// Limits of what a permalink may unpack to: a page and a command take what describe takes, the edge takes less.
const (
	MaxText     = 64 << 20
	MaxTextEdge = 1 << 20
)

// ErrPermalinkTooLong says that a permalink unpacks to more than the limit.
var ErrPermalinkTooLong = errors.New("the link holds more text than is allowed here")

// Encode packs a description into the payload of a permalink.
func Encode(text string) string {
	var packed bytes.Buffer
	w, err := flate.NewWriterDict(&packed, flate.BestCompression, permalinkDict)
	if err != nil {
		panic("linkcore: deflate refuses its own best compression: " + err.Error() + ".")
	}
	// Neither call can fail: a Buffer takes everything.
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return permalinkVersion + base64.RawURLEncoding.EncodeToString(trimDeflate(packed.Bytes(), text))
}

// trimDeflate takes off the empty block with which Go's writer ends a stream and marks the block before it as the last
// one, which is worth 5 bytes of a link that has 200. That works only where there was one block, so we look whether
// the text still comes out.
func trimDeflate(packed []byte, text string) []byte {
	for _, tail := range []int{5, 4} { // 3 bits of block header, in a byte of their own or not, and 00 00 FF FF
		if len(packed) <= tail {
			continue
		}
		short := bytes.Clone(packed[:len(packed)-tail])
		short[0] |= 1 // BFINAL
		if back, err := inflate(short, len(text)); err == nil && back == text {
			return short
		}
	}
	return packed
}

// Decode unpacks the payload of a permalink made by any version of Encode.
func Decode(payload string) (string, error) { return DecodeLimit(payload, MaxText) }

// DecodeLimit is Decode for those who do not want to unpack more than limit bytes.
func DecodeLimit(payload string, limit int) (string, error) {
	body, known := strings.CutPrefix(payload, permalinkVersion)
	if !known {
		if version, _, dotted := strings.Cut(payload, "."); dotted && len(version) > 0 && len(version) < 4 {
			return "", fmt.Errorf("the link is of version %q, and this page knows version 1: reload it, or check how the link was copied", version)
		}
		return "", errors.New(`the link does not start with "1.": part of it is missing`)
	}
	// Mail programs and chats like to add a full stop, padding or line ends; what belongs to no alphabet is not ours.
	body = strings.TrimRight(body, "=.\r\n ")
	packed, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return "", fmt.Errorf("the link is damaged: %s", strings.TrimPrefix(err.Error(), "illegal "))
	}
	text, err := inflate(packed, limit)
	switch {
	case errors.Is(err, ErrPermalinkTooLong):
		return "", fmt.Errorf("%w: at most %d bytes", err, limit)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "", errors.New("the link is cut off: its end is missing")
	case err != nil:
		return "", errors.New("the link is damaged: what it holds is not packed text")
	case !utf8.ValidString(text):
		return "", errors.New("the link is damaged: what it holds is not UTF-8 text")
	}
	return text, nil
}

// inflate unpacks at most limit bytes. Bytes behind the last block are an error, so that two links are equal when
// their texts are.
func inflate(packed []byte, limit int) (string, error) {
	source := bytes.NewReader(packed)
	r := flate.NewReaderDict(source, permalinkDict)
	var text strings.Builder
	// One byte more than allowed tells "just fits" from "too long".
	if _, err := io.Copy(&text, io.LimitReader(r, int64(limit)+1)); err != nil {
		return "", err
	}
	if text.Len() > limit {
		return "", ErrPermalinkTooLong
	}
	if source.Len() > 0 {
		return "", errors.New("bytes behind the last block")
	}
	return text.String(), nil
}
