package main

import (
	"encoding"
	"fmt"
	"io"
	"reflect"
	"strings"

	"linkplay/linkcore/report"
)

// roots are the types that cross as JSON; what they are made of follows.
var roots = []reflect.Type{
	reflect.TypeFor[report.Summary](),
	reflect.TypeFor[report.Look](),
}

func writeInterfaces(out io.Writer) {
	fmt.Fprint(out, "\n/** A 64-bit number as hexadecimal digits: \"0x200028\". */\nexport type Hex = string;\n")
	seen := map[reflect.Type]bool{}
	for queue := roots; len(queue) > 0; queue = queue[1:] {
		t := queue[0]
		if seen[t] {
			continue
		}
		seen[t] = true
		fmt.Fprintf(out, "\nexport interface %s {\n", t.Name())
		for i := range t.NumField() {
			f := t.Field(i)
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "-" || !f.IsExported() {
				continue
			}
			if name == "" {
				panic(fmt.Sprintf("gentypes: %s.%s has no name in JSON.", t, f.Name))
			}
			if strings.Contains(options, "omitempty") {
				name += "?"
			}
			ts, nested := typeOf(f.Type)
			fmt.Fprintf(out, "  %s: %s;\n", name, ts)
			if nested != nil {
				queue = append(queue, nested)
			}
		}
		fmt.Fprint(out, "}\n")
	}
}

// typeOf says a Go type in TypeScript, and which struct has to be written for it.
func typeOf(t reflect.Type) (ts string, nested reflect.Type) {
	if t == reflect.TypeFor[report.Hex]() {
		return "Hex", nil
	}
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return "string", nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return "boolean", nil
	case reflect.String:
		return "string", nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return "number", nil
	case reflect.Slice, reflect.Array:
		ts, nested = typeOf(t.Elem())
		return ts + "[]", nested
	case reflect.Pointer:
		ts, nested = typeOf(t.Elem())
		return ts + " | null", nested
	case reflect.Struct:
		return t.Name(), t
	default: // 64-bit integers among them: JavaScript's numbers cannot hold them
		panic(fmt.Sprintf("gentypes: %s cannot cross as JSON.", t))
	}
}
