package describe

import "unicode/utf8"

// NameText is a name as a description has to write it: plain, or quoted after @.
func NameText(name string) string {
	plain := name != "" && class[name[0]]&nameStart != 0
	for i := 0; i < len(name) && plain; i++ {
		plain = class[name[i]]&nameByte != 0
	}
	if plain {
		return name
	}
	return "@" + QuoteText(name)
}

// QuoteText is a text as a description has to write it, in double quotes.
func QuoteText(text string) string {
	const hex = "0123456789abcdef"
	b := []byte{'"'}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == 0:
			b = append(b, '\\', '0')
		case c >= utf8.RuneSelf:
			char, size := utf8.DecodeRuneInString(text[i:])
			if char != utf8.RuneError || size > 1 {
				b = append(b, text[i:i+size]...)
				i += size - 1
				continue
			}
			fallthrough
		case c < ' ' || c == 0x7f:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}
