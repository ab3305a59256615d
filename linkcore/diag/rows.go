package diag

import "slices"

// Rows is one row per code, in the order of the codes.
var Rows = slices.Concat(textRows, targetRows, nameRows, instructionRows, valueRows, lazyRows, stepRows, importRows, fileRows)
