package image

import (
	"strings"
	"unicode"
)

// fewOwners is how many owners a file has at most in which each one tries to have a letter of its own.
const fewOwners = 128

// Letter is the letter by which an owner goes, besides its colour: of atoms the first letter of the last part of the name
// that nobody has before it, so S of a.start. Structures of a file keep theirs. Where the alphabet is used up, and in
// large files, several owners have the same.
func (img *Image) Letter(owner uint32) string {
	if len(img.Owners) > fewOwners {
		return string(wanted(&img.Owners[owner])[0])
	}
	var taken [26]bool
	letters := make([]rune, len(img.Owners))
	give := func(i int, c rune) bool {
		if c >= 'A' && c <= 'Z' {
			if taken[c-'A'] {
				return false
			}
			taken[c-'A'] = true
		}
		letters[i] = c
		return true
	}
	for i := range img.Owners {
		if c := structureLetter(img.Owners[i].Kind); c != 0 {
			give(i, c) // the first of its kind
		}
	}
	for _, atoms := range []bool{true, false} { // atoms choose before further headers and tables
		for i := range img.Owners {
			o := &img.Owners[i]
			if letters[i] != 0 || i == 0 || isAtom(o.Kind) != atoms {
				continue
			}
			names := wanted(o)
			for k := 0; letters[i] == 0 && k < len(names) && shown(o.Kind); k++ {
				give(i, names[k])
			}
			for c := 'A'; letters[i] == 0 && c <= 'Z' && shown(o.Kind); c++ {
				give(i, c)
			}
			if letters[i] == 0 {
				letters[i] = names[0]
			}
		}
	}
	if letters[owner] == 0 {
		return "•"
	}
	return string(letters[owner])
}

// structureLetter is the letter of the first structure of a kind, or 0.
func structureLetter(kind OwnerKind) rune {
	switch kind {
	case OwnerHeader:
		return 'E'
	case OwnerGOT:
		return 'G'
	case OwnerSymbols:
		return 'Y'
	case OwnerLines:
		return 'N'
	}
	return 0
}

func isAtom(kind OwnerKind) bool { return kind >= OwnerCode && kind <= OwnerLazy }

// shown tells whether things of a kind are told apart by their letters at all.
func shown(kind OwnerKind) bool { return isAtom(kind) || structureLetter(kind) != 0 }

// wanted are the letters that an owner would like to have, the dearest first; there is at least one.
func wanted(o *Owner) (letters []rune) {
	name := o.Name
	switch {
	case structureLetter(o.Kind) != 0:
		letters = append(letters, structureLetter(o.Kind))
	case o.Kind == OwnerLazy && strings.Contains(name, "data"):
		letters = append(letters, 'D')
	case o.Kind == OwnerLazy:
		letters = append(letters, 'L')
	case strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "__unnamed_"):
		letters = append(letters, 'U')
	}
	if at := strings.LastIndexAny(name, "./:"); at >= 0 && at+1 < len(name) {
		name = name[at+1:]
	}
	for _, r := range name {
		if unicode.IsLetter(r) && r < 0x250 {
			letters = append(letters, unicode.ToUpper(r))
		}
	}
	if o.Kind == OwnerPadding {
		letters = []rune{'·'} // nobody's
	}
	if len(letters) == 0 {
		letters = append(letters, '•')
	}
	return letters
}
