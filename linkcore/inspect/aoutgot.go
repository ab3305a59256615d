package inspect

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
)

// findGOT finds how many cells the GOT has. A file of ours has a symbol __GOT at the start of the data, and nothing
// says where the cells end; but what lies in the data comes behind them, so they end where the first data symbol is,
// or the first thing in the data that a cell points at. Whatever holds no address is no cell. Zeros before that are
// free cells, though they might as well keep the alignment of what follows: the file does not tell.
func (a *aout) findGOT() {
	if a.got == 0 || !a.dataIsPlaced || a.img.Symbols[a.got-1].Value != a.dataBase {
		return
	}
	word := uint64(a.img.WordBytes)
	off, limit := a.offs[wordData], a.words[wordData]
	for i := range a.atoms {
		if a.atoms[i].place == placeData {
			limit = min(limit, a.atoms[i].from)
		}
	}
	if off >= a.size() {
		return
	}
	limit = min(limit, a.size()-off)
	end := uint64(0)
	for end+word <= limit {
		v := a.img.Order.Uint(a.data[off+end : off+end+word])
		text, data := v-a.textBase, v-a.dataBase
		if v != 0 && text >= a.words[wordText] && data > a.words[wordData]+a.words[wordBSS] {
			break
		}
		if v != 0 && data >= end+word && data < limit {
			limit = data
		}
		end += word
	}
	a.gotCells = a.afford(int(end/word), cost{spans: 1, args: 1, other: cellBytes})
}

func (a *aout) claimGOT(off, size uint64) {
	owner := a.img.NewOwner(image.Owner{Name: "GOT", Kind: image.OwnerGOT, Addr: a.dataBase, Off: off, Size: size, Placed: true, Symbol: a.got})
	a.img.Symbols[a.got-1].Owner = owner
	a.img.GOTAddr, a.img.Cells = a.dataBase, make([]image.Cell, 0, a.gotCells)
	a.cells(off, a.gotCells, "free")
	a.claim(region{name: "got", called: "GOT", from: off, to: off + size, addr: a.dataBase, loaded: true, place: -1, kind: image.OwnerGOT, owner: owner,
		as: recordTable{rule: shape.GOTCell(a.img.WordBytes, a.img.Order)}, rows: a.gotCells})
}
