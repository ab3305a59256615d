package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"linkplay/wasm/httpapi"

	"github.com/urfave/cli/v3"
)

func (s *streams) serve() *cli.Command {
	return &cli.Command{
		Name:      "serve",
		Usage:     "serve the built page and the HTTP API",
		UsageText: "linkplay serve [-addr ADDRESS] [-dir DIR]",
		Description: `Serves the page in DIR (made by "make build") and, under /api/v1/ and /p/, what the edge offers. Ends with Ctrl-C.

Example:
   linkplay serve -addr 127.0.0.1:8080`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "addr", Value: "127.0.0.1:8080", Usage: "listen on `ADDRESS`"},
			&cli.StringFlag{Name: "dir", Value: "static", Usage: "the built page is in `DIR`"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() > 0 {
				return fmt.Errorf("serve takes no argument and was given %q", c.Args().First())
			}
			dir := c.String("dir")
			if info, err := os.Stat(dir); err != nil || !info.IsDir() {
				return fmt.Errorf("there is no directory %s: name the built page with -dir", dir)
			}
			if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
				return fmt.Errorf("%s holds no built page: run \"make build\", or name another directory with -dir", dir)
			}
			listener, err := net.Listen("tcp", c.String("addr"))
			if errors.Is(err, syscall.EADDRINUSE) {
				return fmt.Errorf("%s is taken by another program: choose another with -addr", c.String("addr"))
			} else if err != nil {
				return err
			}
			fmt.Fprintf(s.out, "http://%s/\n", listener.Addr())
			return serveUntil(ctx, listener, httpapi.WithSite(os.DirFS(dir)))
		},
	}
}

// serveUntil answers until the user or the caller ends it; what is being answered then is finished.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		return server.Shutdown(grace)
	}
}
