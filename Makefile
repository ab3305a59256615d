# The commands of the project; each is a small program in scripts/.
.DEFAULT_GOAL := help
.PHONY: run test check build edge bench fuzz mutate golden size help

NPM_STAMP := web/node_modules/.installed
EDGE_STAMP := wasm/worker/node_modules/.installed

run: $(NPM_STAMP) ## install what is needed, build, serve on http://localhost:8080
	@go run ./scripts/build
	@go run ./linkcore/cmd/linkplay serve

test: $(NPM_STAMP) $(EDGE_STAMP) ## everything that continuous integration runs, installing what it needs
	@go run ./scripts/test

check: $(NPM_STAMP) ## the fast part of the tests, without a browser
	@go run ./scripts/test -fast

build: $(NPM_STAMP) ## the whole site into static/, with brotli and gzip versions beside the files
	@go run ./scripts/build -pack

edge: build $(EDGE_STAMP) ## what Cloudflare would run, here: site, pictures and link API on http://localhost:8787
	@cd wasm/worker && npx --no-install wrangler dev

bench: $(NPM_STAMP) ## link times, native and in Chromium, and what visitors of the page wait for
	@go run ./scripts/build -pack
	@go run ./scripts/bench

fuzz: ## every fuzz target for 20 s each (FUZZTIME=1m for longer)
	@go run ./scripts/fuzz -time $(or $(FUZZTIME),20s)

mutate: ## change the linker a line at a time; the tests must notice each of the changes
	@go run ./scripts/mutate

golden: ## write the expected results of tests anew; then read the diff line by line
	@go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' linkcore wasm scripts | xargs -n1 dirname | sort -u | sed 's,^,./,') -update

size: build ## compressed sizes of the page and their budgets
	@go run ./scripts/size

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Packages come from the lock file and run no code of their own when they are installed.
%/node_modules/.installed: %/package.json %/package-lock.json
	@cd $* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
