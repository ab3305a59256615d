// Panics ends with a stack of our own functions and of the standard library's, for the test of what shrink leaves.
package main

import (
	"fmt"
	"slices"
	"strings"
)

var table = []int{3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}

func main() {
	slices.Sort(table)
	fmt.Println(table)
	strings.Map(func(c rune) rune { return breaks(c) }, "x")
}

//go:noinline
func breaks(c rune) rune { return rune(table[c]) }
