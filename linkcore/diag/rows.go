package diag

// Rows is one row per code, in the order of the codes.
var Rows = []Row{}
