package picture

import (
	"fmt"
	"sort"
	"strings"
)

// Theme chooses the colours of an SVG file.
type Theme string

// The themes. Auto follows the reader's preference.
const (
	Auto  Theme = "auto"
	Light Theme = "light"
	Dark  Theme = "dark"
)

// tokens are the named colours of both themes; the page has the same names and values. An owner has three: the mark (lines), the
// full tint (on the path) and the pale tint (quiet). Hues are Okabe and Ito's, marks darkened until they reach 3:1 on
// paper.
var tokens = []struct{ name, light, dark string }{
	{"paper", "#FFFFFF", "#131518"}, {"wash", "#F6F6F4", "#1B1E22"},
	{"ink", "#16181B", "#F0F1F2"}, {"ink2", "#565C64", "#A7ADB5"},
	{"rule", "#DEDFDC", "#30353B"}, {"edge", "#868C93", "#757C85"},
}

// hues are the colours of owners: mark, full, pale.
var hues = []struct{ name, light, dark string }{
	{"blue", "#0072B2 #ADD2E6 #E8F2F8", "#4FA3E3 #2A4B65 #1B2732"},
	{"red", "#CC4F00 #F2CBAD #FBF1E8", "#FF8B4A #6D422B #32241E"},
	{"purple", "#A84C83 #EFD4E3 #FAF3F7", "#E08FC0 #614358 #2E252E"},
	{"orange", "#A86A00 #F7E0AD #FDF6E8", "#F2B233 #685122 #30291C"},
	{"green", "#00805E #ADE0D2 #E8F6F2", "#35C79B #20594A #172C29"},
	{"sky", "#1B7DB2 #C9E7F8 #F0F8FD", "#8BD0F7 #415C6D #232D35"},
	{"grey", "#6B7077 #D0D1D3 #F2F2F3", "#9BA2AA #474B4F #25272B"},
}

// owners say which classes have which hue. Every second function is own-code2.
var owners = []struct{ classes, hue string }{
	{".own-code", "blue"},
	{".own-code2", "red"},
	{".own-lazy,.own-lazydata", "purple"},
	{".own-got", "orange"},
	{".own-data,.own-bss", "green"},
	{".own-const", "sky"},
	{".own-header,.own-symbols,.own-lines,.own-padding,.own-unknown,.own-linker,.own-none", "grey"},
}

const (
	sans = `system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif`
	mono = `ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace`
)

// drawingCSS is how the classes look; it speaks of the tokens only.
const drawingCSS = `text{fill:var(--ink2);font-variant-numeric:tabular-nums}
.on,.head,.h2,.lab,.let,.seg{fill:var(--ink)}
.on{font-weight:700}
.num{fill:var(--paper)}
.rel{fill:var(--ink)}
.lab{stroke:var(--paper);stroke-width:5px;paint-order:stroke;stroke-linejoin:round}
.blk{fill:var(--pale);stroke:var(--rule);stroke-width:1}
.blk.lit{stroke:var(--mark);stroke-width:1.5}
.blk.fold{fill:var(--wash);stroke:var(--edge);stroke-dasharray:3 3}
.blk.own-bss{stroke:var(--mark);stroke-dasharray:4 3}
.blk.sel{stroke:var(--ink)!important;stroke-width:2}
.hot{fill:var(--full);stroke:var(--ink);stroke-width:2}
.cellbox{fill:var(--paper);stroke:var(--rule);stroke-width:1}
.mark{fill:var(--mark)}
.ref{fill:var(--orange-full);stroke:var(--ink);stroke-width:1}
.ltr{fill:var(--full);stroke:var(--mark);stroke-width:1}
.disc{fill:var(--ink);stroke:var(--paper);stroke-width:1.5}
.bg{fill:var(--paper)}
.gap{fill:none;stroke:var(--edge);stroke-width:1}
.arrow{fill:none;stroke:var(--edge);stroke-width:1}
.arrow.lit{stroke:var(--ink);stroke-width:2.5}
.arrow.halo{stroke:var(--paper);stroke-width:7}
.tip{fill:var(--edge)}
.tip.lit{fill:var(--ink)}
.wedge{fill:var(--wash);stroke:var(--rule);stroke-width:1}
.piece{fill:var(--full);stroke:var(--paper);stroke-width:1}
.piece.quiet{fill:var(--full)}
.piece.lit{stroke:var(--ink);stroke-width:2}
.outline{fill:none;stroke:var(--ink);stroke-width:2}
.tick{fill:none;stroke:var(--paper);stroke-width:1}
.hatch{fill:none;stroke:var(--mark);stroke-width:1}
.break{fill:none;stroke:var(--paper);stroke-width:3}
.line{fill:none;stroke:var(--rule);stroke-width:1}
.row.lit{fill:var(--orange-full);stroke:var(--ink);stroke-width:2}
.byte{fill:var(--pale)}
.byte.lit{fill:var(--full)}
.under{fill:none;stroke:var(--mark);stroke-width:2}
`

// Style is the rules for the classes, for a page to include under a selector (such as ".picture "). It speaks of the tokens
// as custom properties and of --mark, --full and --pale, which the own-… classes set.
func Style(selector string) string {
	var b strings.Builder
	for _, o := range owners {
		fmt.Fprintf(&b, "%s{--mark:var(--%s);--full:var(--%s-full);--pale:var(--%s-pale)}\n", prefixed(selector, o.classes), o.hue, o.hue, o.hue)
	}
	for _, line := range strings.Split(strings.TrimSuffix(drawingCSS+fontCSS(), "\n"), "\n") {
		selectors, rest, _ := strings.Cut(line, "{")
		b.WriteString(prefixed(selector, selectors) + "{" + rest + "\n")
	}
	return b.String()
}

func prefixed(selector, list string) string {
	each := strings.Split(list, ",")
	for i := range each {
		each[i] = selector + each[i]
	}
	return strings.Join(each, ",")
}

func fontCSS() string {
	names := make([]string, 0, len(styles))
	for name := range styles {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		s := styles[name]
		family := sans
		if s.mono {
			family = mono
		}
		weight := ""
		if s.weight != 400 {
			weight = fmt.Sprintf(";font-weight:%d", s.weight)
		}
		fmt.Fprintf(&b, ".%s{font-family:%s;font-size:%s%s}\n", name, family, px(s.tenths), weight)
	}
	return b.String()
}

func px(tenths int) string {
	if tenths%10 == 0 {
		return fmt.Sprintf("%dpx", tenths/10)
	}
	return fmt.Sprintf("%d.%dpx", tenths/10, tenths%10)
}

// Tokens is the custom properties of one theme.
func Tokens(dark bool) string {
	var b strings.Builder
	for _, t := range tokens {
		value := t.light
		if dark {
			value = t.dark
		}
		fmt.Fprintf(&b, "--%s:%s;", t.name, value)
	}
	for _, h := range hues {
		triple := strings.Fields(h.light)
		if dark {
			triple = strings.Fields(h.dark)
		}
		fmt.Fprintf(&b, "--%s:%s;--%s-full:%s;--%s-pale:%s;", h.name, triple[0], h.name, triple[1], h.name, triple[2])
	}
	return strings.TrimSuffix(b.String(), ";")
}

// literal writes the rules for one theme without custom properties, which programs that turn SVG into PDF or PNG do not
// know: a rule that speaks of an owner's colours becomes one rule for each owner.
func literal(dark bool) string {
	plain := map[string]string{}
	for _, pair := range strings.Split(Tokens(dark), ";") {
		name, value, _ := strings.Cut(pair, ":")
		plain["var("+name+")"] = value
	}
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSuffix(drawingCSS, "\n"), "\n") {
		selector, rest, _ := strings.Cut(line, "{")
		var common, owned []string
		for _, declaration := range strings.Split(strings.TrimSuffix(rest, "}"), ";") {
			if strings.Contains(declaration, "var(--mark)") || strings.Contains(declaration, "var(--full)") || strings.Contains(declaration, "var(--pale)") {
				owned = append(owned, declaration)
			} else {
				common = append(common, fill(declaration, plain))
			}
		}
		if len(common) > 0 {
			b.WriteString(selector + "{" + strings.Join(common, ";") + "}\n")
		}
		for _, o := range owners {
			if len(owned) == 0 {
				break
			}
			own := map[string]string{"var(--mark)": plain["var(--"+o.hue+")"], "var(--full)": plain["var(--"+o.hue+"-full)"], "var(--pale)": plain["var(--"+o.hue+"-pale)"]}
			b.WriteString(prefixed(selector, o.classes) + "{" + fill(strings.Join(owned, ";"), own) + "}\n")
		}
	}
	return b.String()
}

// fill puts values for custom properties.
func fill(declaration string, values map[string]string) string {
	for {
		from := strings.Index(declaration, "var(")
		if from < 0 {
			return declaration
		}
		to := from + strings.IndexByte(declaration[from:], ')') + 1
		value, known := values[declaration[from:to]]
		if !known {
			panic("picture: style.go speaks of " + declaration[from:to] + ", which is no token.")
		}
		declaration = declaration[:from] + value + declaration[to:]
	}
}
