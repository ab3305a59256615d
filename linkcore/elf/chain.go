package elf

import (
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// leastSurplus is the smallest free room behind an atom that is worth remembering: that of an atom of 64 bytes.
const leastSurplus = 64 + 64/3

// chain is the atoms of a section in the order of their addresses, and those of them that may have room behind them.
type chain struct {
	last unit.ID
	free []unit.ID
}

// link is an atom's place in the chain of its section, by unit.
type link struct {
	prev, next unit.ID
	placed     bool   // in a chain
	listed     bool   // in the free list
	size       uint64 // of the atom when it was placed
}

// linkOf returns the links of a unit; the table grows with the units.
func (s *Session) linkOf(id unit.ID) *link {
	for len(s.links) <= int(id) {
		s.links = append(s.links, link{})
	}
	return &s.links[id]
}

// capacity is how many bytes there are from the start of an atom to the next one.
func (s *Session) capacity(id unit.ID) uint64 {
	u := &s.table.Units[id]
	if next := s.linkOf(id).next; next != 0 {
		return s.table.Units[next].Addr - u.Addr
	}
	return 0xffffffff - u.Addr
}

// hasSurplus tells whether there is room worth remembering behind an atom, beyond its own slack.
func (s *Session) hasSurplus(id unit.ID) bool {
	size, capacity := padded(s.table.Units[id].Size), s.capacity(id)
	return s.linkOf(id).next != 0 && capacity > size && capacity-size >= leastSurplus
}

// allocate finds a place for an atom that has none: behind an atom of the free list, at the end of its section, or, for
// the first one, where the section starts.
func (s *Session) allocate(id unit.ID) {
	index := s.sectionOf(id)
	g := &s.space.sections[index]
	u := &s.table.Units[id]
	after, value := s.fromFreeList(g, u.Size, uint64(u.Align))
	if after == 0 && g.chain.last != 0 {
		last := &s.table.Units[g.chain.last]
		after, value = g.chain.last, roundUp(last.Addr+padded(last.Size), uint64(u.Align))
	} else if after == 0 {
		value = g.addr
	}
	u.Addr = value
	if l := s.linkOf(id); after == g.chain.last {
		l.prev, l.next = after, 0
		if after != 0 {
			s.linkOf(after).next = id
		}
		g.chain.last = id
		s.space.grow(index, value+u.Size-g.addr)
	} else {
		l.prev, l.next = after, s.linkOf(after).next
		s.linkOf(l.next).prev = id
		s.linkOf(after).next = id
	}
	l := s.linkOf(id)
	l.placed, l.size = true, u.Size
	g.align = max(g.align, uint64(u.Align))
	u.Place = s.rec.Event(trace.Place, id.OwnerNumber(), u.Line, value, u.Size)
}

// fromFreeList looks for room behind the atoms of the free list. The new atom goes to the far end of the room.
func (s *Session) fromFreeList(g *slackSection, size, align uint64) (after unit.ID, value uint64) {
	for i := 0; i < len(g.chain.free); {
		big := g.chain.free[i]
		if s.linkOf(big).next == 0 { // the last one by now: what is behind it is not a gap
			s.unlist(g, i)
			continue
		}
		b := &s.table.Units[big]
		capacity := s.capacity(big)
		ideal := b.Addr + padded(b.Size)
		if s.space.upstream {
			ideal = b.Addr + padded(capacity) // behind the whole room, so nothing is ever found
		}
		end := b.Addr + capacity
		if candidate := (end - min(end, padded(size))) &^ (align - 1); candidate >= ideal {
			if candidate-ideal < leastSurplus {
				s.unlist(g, i)
			}
			return big, candidate
		}
		if s.hasSurplus(big) {
			i++
		} else {
			s.unlist(g, i)
		}
	}
	return 0, 0
}

func (s *Session) unlist(g *slackSection, i int) {
	free := g.chain.free
	s.linkOf(free[i]).listed = false
	free[i] = free[len(free)-1]
	g.chain.free = free[:len(free)-1]
}

// unchain takes an atom out of its section. The atom before it may have room behind it now.
func (s *Session) unchain(id unit.ID) {
	index := s.sectionOf(id)
	g := &s.space.sections[index]
	l := *s.linkOf(id)
	if l.listed {
		for i, listed := range g.chain.free {
			if listed == id {
				s.unlist(g, i)
				break
			}
		}
	}
	if g.chain.last == id {
		g.chain.last = l.prev
	}
	if l.next != 0 {
		s.linkOf(l.next).prev = l.prev
	}
	if l.prev != 0 {
		before := s.linkOf(l.prev)
		before.next = l.next
		if !before.listed && s.hasSurplus(l.prev) {
			before.listed = true
			g.chain.free = append(g.chain.free, l.prev)
		}
	}
	s.leave(index, s.table.Units[id].Addr, l.size)
	*s.linkOf(id) = link{}
	if g.chain.last == 0 {
		s.space.grow(index, 0)
	} else if last := &s.table.Units[g.chain.last]; l.next == 0 {
		s.space.grow(index, last.Addr+last.Size-g.addr)
	}
}

// resize gives an atom that has a place room for its new body: in place when it fits there, else somewhere else. It
// tells whether the address changed.
func (s *Session) resize(id unit.ID) (moved bool) {
	u := &s.table.Units[id]
	index := s.sectionOf(id)
	g := &s.space.sections[index]
	before := u.Addr
	if u.Addr%uint64(u.Align) != 0 || u.Size > s.capacity(id) {
		s.unchain(id)
		s.allocate(id)
		return s.table.Units[id].Addr != before
	}
	if g.chain.last == id {
		s.space.grow(index, u.Addr+u.Size-g.addr)
	}
	if l := s.linkOf(id); l.size > u.Size {
		s.leave(index, u.Addr+u.Size, l.size-u.Size)
	}
	s.linkOf(id).size = u.Size
	u.Place = s.rec.Event(trace.Place, id.OwnerNumber(), u.Line, u.Addr, u.Size)
	return false
}

// leave notes where an atom, or the end of one, is no more.
func (s *Session) leave(section int, addr, size uint64) {
	if s.patch.img != nil && size > 0 {
		s.patch.holes = append(s.patch.holes, hole{section, addr, size})
	}
}

// inOrder lists the atoms of a section by address.
func (s *Session) inOrder(index int) []unit.ID {
	var order []unit.ID
	for id := s.space.sections[index].chain.last; id != 0; id = s.linkOf(id).prev {
		order = append(order, id)
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}

func roundUp(v, step uint64) uint64 { return (v + step - 1) / step * step }
