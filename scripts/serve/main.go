// Serve serves the built site and prints its address.
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"linkplay/scripts/serve/site"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	dir := flag.String("dir", "static", "folder to serve")
	flag.Parse()
	if err := serve(*addr, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(addr, dir string) error {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken by another program; choose another with -addr, for instance -addr 127.0.0.1:8081", addr)
	}
	if err != nil {
		return err
	}
	fmt.Println("http://" + strings.Replace(listener.Addr().String(), "127.0.0.1", "localhost", 1))
	server := &http.Server{Handler: site.Handler(os.DirFS(dir)), ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(listener)
}
