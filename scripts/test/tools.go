package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// The programs that tests run and the Debian packages that hold them. Node and npm come before all this.
var tools = []struct{ program, debianPackage string }{
	{"chromium", "chromium"},
	{"firefox-esr", "firefox-esr"},
	{"readelf", "binutils"},
	{"as", "binutils"},
	{"aarch64-linux-gnu-as", "binutils-aarch64-linux-gnu"},
	{"arm-linux-gnueabi-as", "binutils-arm-linux-gnueabi"},
	{"riscv64-linux-gnu-as", "binutils-riscv64-linux-gnu"},
	{"mips-linux-gnu-as", "binutils-mips-linux-gnu"},
	{"sparc64-linux-gnu-as", "binutils-sparc64-linux-gnu"},
	{"powerpc64-linux-gnu-as", "binutils-powerpc64-linux-gnu"},
	{"eu-elflint", "elfutils"},
	{"llvm-readobj", "llvm"},
	{"qemu-arm", "qemu-user"}, // runs the examples for other processors
}

// installTools installs what is missing when it may, and otherwise fails: a test is never skipped in silence.
func (r *runner) installTools() error {
	missing := missingPackages()
	if len(missing) == 0 {
		return nil
	}
	names := strings.Join(missing, " ")
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return fmt.Errorf("missing packages: %s (as root on Debian they would have been installed)", names)
	}
	fmt.Fprintln(os.Stderr, "installing", names)
	install := "apt-get -q update && apt-get -q install -y --no-install-recommends " + names
	if err := r.command(append(os.Environ(), "DEBIAN_FRONTEND=noninteractive"), "sh", "-c", install); err != nil {
		return err
	}
	if missing := missingPackages(); len(missing) > 0 {
		return errors.New("still missing after the installation: " + strings.Join(missing, " "))
	}
	return nil
}

func missingPackages() []string {
	var missing []string
	for _, tool := range tools {
		if _, err := exec.LookPath(tool.program); err != nil && !slices.Contains(missing, tool.debianPackage) {
			missing = append(missing, tool.debianPackage)
		}
	}
	return missing
}
