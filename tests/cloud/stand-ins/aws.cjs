#!/usr/bin/env node
// Takes the place of Amazon's command line and of buildah when the runbook is tried: notes how it was called, and
// answers what the runbook asks. CALLS names the file for the notes, one line of JSON a call; OUTPUTS is the JSON of
// what each stack puts out, {stack: {key: value}}.
const fs = require("node:fs");
const path = require("node:path");

const args = process.argv.slice(2);
const program = path.basename(process.argv[1]);
fs.appendFileSync(process.env.CALLS, `${JSON.stringify([program, ...args])}\n`);
const option = (name) => args[args.indexOf(name) + 1];
if (args[1] === "describe-stacks") {
    const stack = option("--stack-name").replace("sheetsplit-", "");
    const [, key] = option("--query").match(/^Stacks\[0\]\.Outputs\[\?OutputKey=='(\w+)'\]\.OutputValue$/);
    console.log(JSON.parse(process.env.OUTPUTS)[stack]?.[key] ?? "None");
}
if (args[1] === "get-login-password") console.log("password");
if (program === "buildah") fs.readFileSync(0);
