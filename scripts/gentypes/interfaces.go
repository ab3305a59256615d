package main

import (
	"encoding"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"linkplay/linkcore/report"
)

// roots are the types of report that cross as JSON; what they are made of follows.
var roots = []reflect.Type{
	reflect.TypeFor[report.Summary](),
	reflect.TypeFor[report.Look](),
	reflect.TypeFor[report.Target](),
	reflect.TypeFor[report.Explanation](),
	reflect.TypeFor[report.Changes](),
	reflect.TypeFor[report.Word](),
	reflect.TypeFor[report.NamePlaces](),
	reflect.TypeFor[report.Headers](),
	reflect.TypeFor[report.Lines](),
	reflect.TypeFor[report.Strings](),
	reflect.TypeFor[report.States](),
	reflect.TypeFor[report.Told](),
	reflect.TypeFor[report.Listings](),
}

// A field is a field of a struct as JSON has it.
type field struct {
	name, goName string
	typ          reflect.Type
	omitEmpty    bool
}

func fieldsOf(t reflect.Type) (fields []field) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || !f.IsExported() {
			continue
		}
		if name == "" {
			panic(fmt.Sprintf("gentypes: %s.%s has no name in JSON.", t, f.Name))
		}
		fields = append(fields, field{name, f.Name, f.Type, strings.Contains(options, "omitempty")})
	}
	return fields
}

// reachable lists the structs that the roots are made of, the roots first.
func reachable(roots []reflect.Type) (types []reflect.Type) {
	for queue := slices.Clone(roots); len(queue) > 0; queue = queue[1:] {
		t := queue[0]
		if slices.Contains(types, t) {
			continue
		}
		types = append(types, t)
		for _, f := range fieldsOf(t) {
			if _, nested := typeOf(f.typ); nested != nil {
				queue = append(queue, nested)
			}
		}
	}
	return types
}

func writeInterfaces(out io.Writer) {
	fmt.Fprint(out, "\n/** A 64-bit number as hexadecimal digits: \"0x200028\". */\nexport type Hex = string;\n")
	for _, t := range reachable(roots) {
		fmt.Fprintf(out, "\nexport interface %s {\n", t.Name())
		for _, f := range fieldsOf(t) {
			name := f.name
			if f.omitEmpty {
				name += "?"
			}
			ts, _ := typeOf(f.typ)
			fmt.Fprintf(out, "  %s: %s;\n", name, ts)
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
