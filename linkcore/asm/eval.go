package asm

// Eval appends the bytes of a part again, from its rule and its numbers alone; relocated fields are zero.
func (a *Assembler) Eval(code *Code, p *Part, dst []byte) []byte {
	args := code.Args[p.Args : int(p.Args)+int(p.Count)]
	length := int(p.Len)
	switch p.Kind {
	case PartInstr:
		return a.cpu.Encode(int(p.Row), args, dst)
	case PartValue:
		dst = appendFill(dst, length, nil)
		a.cpu.Order.Put(dst[len(dst)-length:], uint64(args[0]))
		return dst
	case PartBytes, PartText:
		if args[0] < 0 {
			return appendFill(dst, length, nil)
		}
		return append(dst, a.p.Bytes[args[0]:args[0]+int64(length)]...)
	case PartAlign:
		if args[0] != 0 {
			return appendFill(dst, length, a.cpu.Fill)
		}
	}
	return appendFill(dst, length, nil)
}
