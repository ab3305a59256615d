package describe

import "linkplay/linkcore/atom"

// Extend adds the body of a lazy symbol to a program that has been read: lines that the linker writes itself. They
// stand where the type is declared, so that what they became can be traced to a line of the text, and they are no step.
func Extend(p *atom.Program, typeName string, body string, at atom.Pos) {
	items, steps, lines := len(p.Items), len(p.Steps), p.Lines
	r := newReader("lazy code "+NameText(typeName)+"\n"+body, MaxTextBytes)
	r.p = p
	for r.nextLine() {
		r.readLine()
	}
	r.close()
	for i := items; i < len(p.Items); i++ {
		p.Items[i].Line, p.Items[i].Col = at.Line, at.Col
	}
	p.Atoms[len(p.Atoms)-1].Pos = at
	p.Steps, p.Lines = p.Steps[:steps], lines
}
