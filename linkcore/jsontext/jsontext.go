// Package jsontext appends JSON values to bytes, exactly as encoding/json writes them (RFC 8259, with <, > and & escaped
// for HTML). The writers that scripts/gentypes makes for the types of report and picture are built of it: they need no
// reflection, and encoding/json would be a tenth of the page's wasm. It leaves out reading, floats and maps.
package jsontext

import (
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// String appends a text in quotation marks. What is not UTF-8 becomes U+FFFD.
func String(dst []byte, s string) []byte {
	dst = append(dst, '"')
	plain := 0 // s[plain:i] needs no escape
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		if mustEscape(c, size) {
			dst = append(dst, s[plain:i]...)
			dst = appendEscape(dst, c)
			plain = i + size
		}
		i += size
	}
	dst = append(dst, s[plain:]...)
	return append(dst, '"')
}

// mustEscape tells whether a character cannot stand as it is. U+2028 and U+2029 end a line in old JavaScript.
func mustEscape(c rune, size int) bool {
	switch c {
	case '"', '\\', '<', '>', '&', '\u2028', '\u2029':
		return true
	case utf8.RuneError:
		return size == 1
	}
	return c < ' '
}

func appendEscape(dst []byte, c rune) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', byte(c))
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', hexDigits[c>>12&15], hexDigits[c>>8&15], hexDigits[c>>4&15], hexDigits[c&15])
}

// Hex appends a 64-bit number as a text of hexadecimal digits: "0x200028".
func Hex(dst []byte, v uint64) []byte {
	return append(strconv.AppendUint(append(dst, `"0x`...), v, 16), '"')
}

// Int appends a number.
func Int(dst []byte, v int64) []byte { return strconv.AppendInt(dst, v, 10) }

// Bool appends true or false.
func Bool(dst []byte, v bool) []byte { return strconv.AppendBool(dst, v) }

// List appends the elements of a list as one writes them, or null when there is no list.
func List[T any](dst []byte, list []T, one func(v *T, dst []byte) []byte) []byte {
	if list == nil {
		return append(dst, "null"...)
	}
	dst = append(dst, '[')
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = one(&list[i], dst)
	}
	return append(dst, ']')
}

// Strings appends a list of texts.
func Strings(dst []byte, list []string) []byte {
	return List(dst, list, func(s *string, dst []byte) []byte { return String(dst, *s) })
}
