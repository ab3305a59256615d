package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"linkplay/linkcore"
)

const hello = `# The smallest program that says how it ended.
target elf/x86_64
func main export _start
    call got(answer)
    mov  edi, eax
    mov  eax, 60                    # exit
    syscall
func answer
    mov  eax, 42
    ret
`

const broken = "target elf/x86_64\nfunc main export _start\n    call got(nobody)\n"

var linkplay string // the built command

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "linkplay")
	if err != nil {
		panic(err)
	}
	linkplay = filepath.Join(dir, "linkplay")
	if out, err := exec.Command("go", "build", "-o", linkplay, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// call runs the built command in a directory.
func call(t *testing.T, dir, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	c := exec.Command(linkplay, args...)
	var out, errs bytes.Buffer
	c.Dir, c.Stdin, c.Stdout, c.Stderr = dir, strings.NewReader(stdin), &out, &errs
	if err := c.Run(); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	if strings.Contains(errs.String(), "goroutine ") {
		t.Errorf("%v: a panic\n%s", args, errs.String())
	}
	return code, out.String(), errs.String()
}

// yard is a directory with some files in it.
func yard(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"hello.atoms": hello, "broken.atoms": broken, "loose.atoms": "target   elf/x86_64\nfunc main export _start\nret\n", "text.txt": "no file of ours", "empty": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "dir"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

var payload = linkcore.Encode(hello)

// calls are calls of the command in a yard, and what comes of them.
var calls = []struct {
	args   string
	stdin  string
	code   int
	stdout string // is part of standard output
	stderr string
}{
	{args: "link hello.atoms"},
	{args: "link -o out -map out.map hello.atoms"},
	{args: "link --o out --map out.map --dump hello.atoms", stdout: "\nGOT\n  0@0x"},
	{args: "link hello.atoms -o=out -dump", stdout: "(answer)\n"},
	{args: "link -json hello.atoms", stdout: `"target": "elf/x86_64"`},
	{args: "link -o - hello.atoms", stdout: "\x7fELF"},
	{args: "link -o out -", stdin: hello},
	{args: "link -o - -", stdin: broken, code: 1, stderr: "<stdin>:3:14: L0302"},
	{args: "link broken.atoms", code: 1, stderr: "broken.atoms:3:14: L0302"},
	{args: "link -json broken.atoms", code: 1, stdout: `"ok": false`, stderr: "L0302"},
	{args: "link empty", code: 1, stderr: "empty:"},
	{args: "link", code: 2, stderr: "needs a FILE"},
	{args: "link none.atoms", code: 2, stderr: "none.atoms does not exist"},
	{args: "link dir", code: 2, stderr: "dir is a directory"},
	{args: "link hello.atoms broken.atoms", code: 2, stderr: "was given 2"},
	{args: "link -o none/out hello.atoms", code: 2, stderr: "there is no directory none"},
	{args: "link -o dir hello.atoms", code: 2, stderr: "dir is a directory"},
	{args: "link -o hello.atoms hello.atoms", code: 2, stderr: "would be overwritten"},
	{args: "link -o out -map out hello.atoms", code: 2, stderr: "would be overwritten"},
	{args: "link -o - -json hello.atoms", code: 2, stderr: "standard output"},
	{args: "link -frob hello.atoms", code: 2, stderr: "no option -frob"},
	{args: "link -o", code: 2, stderr: "needs an argument"},

	{args: "inspect text.txt", code: 1, stderr: "text.txt:"},
	{args: "inspect none", code: 2, stderr: "does not exist"},
	{args: "inspect", code: 2, stderr: "needs a FILE"},

	{args: "story hello.atoms", stdout: "answer gets GOT cell"},
	{args: "story broken.atoms", code: 1, stderr: "L0302"},

	{args: "picture hello.atoms", stdout: "<svg xmlns="},
	{args: "picture -view got -o got.svg hello.atoms"},
	{args: "picture --view=hex --theme=dark --width=374 hello.atoms", stdout: "</svg>"},
	{args: "picture -view symbols -", stdin: hello, stdout: "_start"},
	{args: "picture -view map hello.atoms", code: 2, stderr: "layout, got, symbols, hex"},
	{args: "picture -theme pink hello.atoms", code: 2, stderr: "auto, light, dark"},
	{args: "picture -width ten hello.atoms", code: 2, stderr: "--help"},
	{args: "picture broken.atoms", code: 1, stderr: "L0302"},

	{args: "explain L0302", stdout: "L0302  error: "},
	{args: "explain l0302", stdout: "L0302  error: "},
	{args: "explain FlushFailure", stdout: "L0603  error"},
	{args: "explain TODOImplementPlan9Objs", stdout: "In the original linkers: find default base address for; TODOImplementPlan9Objs; TODOImplementWritingLibFiles"},
	{args: "explain", stdout: "L0302  error"},
	{args: "explain L9999", code: 2, stderr: "no finding"},
	{args: "explain L0302 L0303", code: 2, stderr: "takes one CODE"},

	{args: "fmt hello.atoms", stdout: hello},
	{args: "fmt loose.atoms", stdout: "target elf/x86_64\nfunc main export _start\n    ret\n"},
	{args: "fmt -", stdin: "target   elf/x86_64\n", stdout: "target elf/x86_64\n"},
	{args: "fmt -w -", code: 2, stderr: "standard input"},
	{args: "fmt text.txt", code: 1, stderr: "text.txt:1:1: "},

	{args: "encode hello.atoms", stdout: payload + "\n"},
	{args: "encode", stdin: hello, stdout: payload + "\n"},
	{args: "encode -", stdin: "\xff", code: 2, stderr: "not UTF-8"},
	{args: "decode", stdin: payload + "\n", stdout: hello},
	{args: "decode -", stdin: "https://example.org/#code/" + payload + "&view=got\n", stdout: hello},
	{args: "decode", stdin: "1.zzzz", code: 2, stderr: "the link is"},
	{args: "decode none", code: 2, stderr: "does not exist"},

	{args: "targets", stdout: "plan9/x86_64\n"},
	{args: "targets -links", stdout: "elf/x86_64\n"},
	{args: "targets all", code: 2, stderr: "takes no argument"},
	{args: "serve -dir none", code: 2, stderr: "no directory none"},
	{args: "serve -dir dir", code: 2, stderr: "dir holds no built page: run \"make build\""},
	{args: "serve -addr 1.2.3.4.5 -dir dir", code: 2, stderr: "linkplay: "},

	{args: "", code: 2, stderr: "which command?"},
	{args: "lnik hello.atoms", code: 2, stderr: `did you mean "link"?`},
	{args: "--help", stdout: "linkplay COMMAND"},
	{args: "-frob", code: 2, stderr: "no option -frob"},
}

func TestCommands(t *testing.T) {
	for _, c := range calls {
		t.Run(c.args, func(t *testing.T) {
			code, stdout, stderr := call(t, yard(t), c.stdin, strings.Fields(c.args)...)
			if code != c.code {
				t.Errorf("exit code %d, want %d; stderr: %s", code, c.code, stderr)
			}
			if !strings.Contains(stdout, c.stdout) {
				t.Errorf("stdout lacks %q:\n%.600s", c.stdout, stdout)
			}
			if !strings.Contains(stderr, c.stderr) || c.code == 0 && stderr != "" {
				t.Errorf("stderr, wanted %q:\n%s", c.stderr, stderr)
			}
			if c.code == 2 && stdout != "" {
				t.Errorf("a wrong call prints\n%.300s", stdout)
			}
		})
	}
}

// Every command says how it is used, with an example that runs.
func TestHelp(t *testing.T) {
	for _, name := range []string{"link", "inspect", "story", "picture", "explain", "fmt", "encode", "decode", "targets", "serve"} {
		for _, flag := range []string{"--help", "-help", "-h"} {
			code, stdout, stderr := call(t, t.TempDir(), "", name, flag)
			if code != 0 || stderr != "" || !strings.HasPrefix(stdout, "linkplay "+name) || !strings.Contains(stdout, "Example:\n   linkplay "+name) {
				t.Errorf("%s %s: %d %s\n%s", name, flag, code, stderr, stdout)
			}
		}
	}
}

func TestLinkWritesAnExecutable(t *testing.T) {
	dir := yard(t)
	if code, _, stderr := call(t, dir, "", "link", "-map", "hello.map", "hello.atoms"); code != 0 {
		t.Fatal(stderr)
	}
	out := filepath.Join(dir, "a.out")
	info, err := os.Stat(out)
	if err != nil || info.Mode().Perm() != 0o755 {
		t.Fatalf("%v %v", info, err)
	}
	if m, _ := os.ReadFile(filepath.Join(dir, "hello.map")); !strings.Contains(string(m), "answer") || !strings.Contains(string(m), "address") {
		t.Errorf("the map:\n%s", m)
	}
	if runtime.GOOS == "linux" && runtime.GOARCH == "amd64" {
		err := exec.Command(out).Run()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 42 {
			t.Errorf("the program ends with %v, want 42", err)
		}
	}
	code, stdout, _ := call(t, dir, "", "inspect", "a.out")
	if code != 0 || !strings.Contains(stdout, "e_entry = 0x") || !strings.Contains(stdout, "Symbols (") {
		t.Errorf("inspect: %d\n%.800s", code, stdout)
	}
	code, stdout, _ = call(t, dir, "", "inspect", "-json", "a.out")
	if code != 0 || !json.Valid([]byte(stdout)) {
		t.Errorf("inspect -json: %d\n%.300s", code, stdout)
	}
}

// A link that fails leaves what was there, and no litter.
func TestNothingIsWrittenOnErrors(t *testing.T) {
	dir := yard(t)
	old := filepath.Join(dir, "a.out")
	if err := os.WriteFile(old, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadDir(dir)
	if code, _, _ := call(t, dir, "", "link", "-map", "x.map", "broken.atoms"); code != 1 {
		t.Errorf("exit code %d", code)
	}
	after, _ := os.ReadDir(dir)
	if data, _ := os.ReadFile(old); string(data) != "old" || len(after) != len(before) {
		t.Errorf("a.out holds %q; %d files, were %d", data, len(after), len(before))
	}
}

func TestUnreadable(t *testing.T) {
	dir := yard(t)
	if err := os.Chmod(filepath.Join(dir, "hello.atoms"), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(filepath.Join(dir, "hello.atoms")); err == nil {
		t.Skip("this user may read everything")
	}
	if code, _, stderr := call(t, dir, "", "link", "hello.atoms"); code != 2 || !strings.Contains(stderr, "permission denied") {
		t.Errorf("%d %s", code, stderr)
	}
}

func TestFormatInPlace(t *testing.T) {
	dir := yard(t)
	file := filepath.Join(dir, "loose.atoms")
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("loose.atoms", filepath.Join(dir, "same.atoms")); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := call(t, dir, "", "fmt", "-w", "same.atoms"); code != 0 || stdout != "" {
		t.Fatalf("%d %s %s", code, stdout, stderr)
	}
	data, _ := os.ReadFile(file)
	info, _ := os.Stat(file)
	link, _ := os.Lstat(filepath.Join(dir, "same.atoms"))
	if string(data) != "target elf/x86_64\nfunc main export _start\n    ret\n" || info.Mode().Perm() != 0o640 || link.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%q %v %v", data, info.Mode(), link.Mode())
	}
	before := broken + "    frobnicate\n  ???\n"
	if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	call(t, dir, "", "fmt", "-w", "loose.atoms")
	if data, _ := os.ReadFile(file); !strings.Contains(string(data), "???") {
		t.Errorf("fmt -w lost text: %q", data)
	}
}

// Who calls a command in a pipe and leaves early must not be told that all is well.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full")
	}
	defer full.Close()
	c := exec.Command(linkplay, "targets")
	c.Stdout = full
	if err := c.Run(); err == nil {
		t.Error("writing to a full disk succeeds")
	}
}
