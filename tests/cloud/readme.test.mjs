// The pages are true: what README.md and the image's page say of buckets and ledgers is done as it stands there, and the
// runbook of apps/aws is followed from its first command to its last, with stand-ins where a container engine or an
// account would be needed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import {
    assertNoSecret,
    book,
    bookId,
    copyOfBook,
    dynamoSend,
    environment,
    freshFolder,
    freshTable,
    here,
    listing,
    putObject,
    root,
    row,
    s3Send,
    template,
} from "./support.mjs";

function blocks(file, language) {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, block]) => block);
}

// A folder to run commands in, where `sheetsplit` is the program.
function desk() {
    const folder = freshFolder("reader");
    const bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
    fs.symlinkSync(path.resolve(process.env.SHEETSPLIT), path.join(bin, "sheetsplit"));
    const run = (shell, script, env = {}) => {
        const done = spawnSync(shell, ["-c", script], {
            cwd: folder,
            encoding: "utf8",
            env: environment({ ...env, PATH: `${bin}:${process.env.PATH}` }),
        });
        assertNoSecret(done.stdout + done.stderr, script);
        return done;
    };
    return { folder, bin, run };
}

test("every command of the READMEs about buckets and ledgers does what it says", async () => {
    const { folder, bin, run } = desk();
    const scan = "Scans/The Band/books/Hits.pdf";
    fs.copyFileSync(book("parlour-vector"), path.join(folder, "book.pdf"));
    await s3Send("CreateBucket", { Bucket: "my-bucket" });
    await putObject("my-bucket", scan, fs.readFileSync(book("tunebook")));
    const copy = copyOfBook(book("no-toc"), path.join(folder, "copy.pdf"), "in the bucket");
    await putObject("my-bucket", "Scans/Winter.pdf", fs.readFileSync(copy));
    await freshTable("sheetsplit-ledger");
    await dynamoSend("PutItem", {
        TableName: "sheetsplit-ledger",
        Item: { book_id: { S: "0123456789abcdef" }, status: { S: "failed" }, updated_at: { S: "2026-01-01T00:00:00Z" } },
    });
    const lines = blocks("README.md", "bash")
        .filter((block) => /s3:|dynamodb:/.test(block))
        .flatMap((block) => block.trim().split("\n"));
    assert.ok(lines.length >= 8, lines.join("\n"));
    const said = new Map();
    for (const line of lines) {
        const done = run("bash", line);
        // 3: a book needs a look, and is done.
        assert.ok([0, 3].includes(done.status), `${line}\n${done.stderr}`);
        said.set(line, done.stdout + done.stderr);
    }
    const keys = [...(await listing("my-bucket")).keys()];
    assert.ok(keys.some((key) => /^Songs\/The Band\/Hits\/.*\.pdf$/.test(key)), keys.join("\n"));
    assert.ok(keys.some((key) => /^Songs\/.*Winter.*\/manifest\.json$/.test(key)), keys.join("\n"));
    // The book was done before, without --mirror-artifacts: then only --force makes what the stages found.
    const stages = `Stages/${bookId(book("parlour-vector"))}`;
    assert.ok(keys.includes(`${stages}/plan.json`) && keys.includes(`${stages}/manifest.json`), keys.join("\n"));
    const forced = lines.find((line) => line.includes("--mirror-artifacts")).replace("run", "run --force");
    assert.equal(run("bash", forced).status, 0);
    assert.ok((await listing("my-bucket")).has(`${stages}/toc.json`));
    assert.equal((await row("sheetsplit-ledger", bookId(book("tunebook")))).source_uri, `s3://my-bucket/${scan}`);
    const output = (pattern) => said.get(lines.find((line) => pattern.test(line)));
    assert.match(output(/ledger list/), new RegExp(bookId(copy)));
    assert.match(output(/ledger show/), /0123456789abcdef/);
    assert.equal(await row("sheetsplit-ledger", "0123456789abcdef"), undefined);

    // And the image's page.
    fs.symlinkSync(path.join(here, "stand-ins/docker"), path.join(bin, "docker"));
    const command = blocks("apps/image/README.md", "").find((block) => block.includes("s3:"));
    const manifest = "Songs/The Band/Hits/manifest.json";
    const before = (await listing("my-bucket")).get(manifest);
    const done = run("sh", command, { SCRATCH: freshFolder("container") });
    assert.ok([0, 3].includes(done.status), done.stderr);
    assert.notEqual((await listing("my-bucket")).get(manifest).etag, before.etag);
});

// The option's value, or all of them up to the next option.
function values(call, name) {
    const begin = call.indexOf(name) + 1;
    assert.ok(begin > 0, `${name} in ${call.join(" ")}`);
    const end = call.findIndex((one, index) => index >= begin && one.startsWith("--"));
    return call.slice(begin, end < 0 ? undefined : end);
}

test("the runbook can be followed from deployment to deletion", async () => {
    const { folder, bin, run } = desk();
    const calls = path.join(folder, "calls");
    for (const name of ["aws", "buildah"])
        fs.symlinkSync(path.join(here, "stand-ins/aws.cjs"), path.join(bin, name));
    fs.mkdirSync(path.join(folder, "apps/image"), { recursive: true });
    fs.symlinkSync(path.join(here, "stand-ins/aws.cjs"), path.join(folder, "apps/image/build"));
    fs.symlinkSync(path.join(root, "apps/aws"), path.join(folder, "apps/aws"));

    const table = await freshTable();
    const outputs = Object.fromEntries(
        ["storage", "network", "task", "machine-role", "machine", "watch"].map((stack) => [
            stack,
            Object.fromEntries(
                Object.keys(template(stack).Outputs ?? {}).map((key) => [key, `${stack}.example/${key}`]),
            ),
        ]),
    );
    outputs.storage.Ledger = table;
    const failed = { book_id: { S: "s3://in/a.pdf" }, status: { S: "failed" }, source_uri: { S: "s3://in/a.pdf" } };
    const both = ["s3://storage.example/InputBucket/SheetMusic/The Band/books/Hits.pdf", "0123456789abcdef"];
    for (const item of [failed, ...both.map((id) => ({ book_id: { S: id } }))])
        await dynamoSend("PutItem", {
            TableName: table,
            Item: { ...item, updated_at: { S: "2026-01-01T00:00:00Z" }, error: { S: "no" } },
        });

    const script = blocks("apps/aws/README.md", "sh").join("\n");
    const done = run("sh", `set -eu\n${script}`, { CALLS: calls, OUTPUTS: JSON.stringify(outputs) });
    assert.equal(done.status, 0, done.stderr);
    const called = fs
        .readFileSync(calls, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const all = (...words) => called.filter((call) => words.every((word) => call.includes(word)));
    assert.ok(!called.flat().some((word) => word.includes("None")), "each output that is asked for exists");

    const deployed = all("cloudformation", "deploy");
    assert.equal(deployed.length, 7);
    for (const call of deployed) {
        const [file] = values(call, "--template-file");
        const { Parameters } = template(path.basename(file, ".yaml"));
        assert.ok(fs.existsSync(path.join(folder, file)), file);
        const given = values(call, "--parameter-overrides").map((one) => one.split("=")[0]);
        for (const [name, { Default }] of Object.entries(Parameters))
            assert.ok(Default !== undefined || given.includes(name), `${file} needs ${name}`);
    }
    assert.deepEqual(
        all("cloudformation", "delete-stack").map((call) => values(call, "--stack-name")[0]),
        deployed.map((call) => values(call, "--stack-name")[0]).reverse(),
    );
    assert.equal(all("wait").length, 7);

    const [login] = all("buildah", "login");
    assert.equal(login.at(-1), "task.example");
    const [image] = called.filter(([name]) => name === "build");
    assert.match(image.at(-1), /^docker:\/\/task\.example\/RepositoryUri:1\.0\.0$/);

    const [copied] = all("s3", "cp");
    assert.equal(copied.at(-1), "s3://storage.example/InputBucket/SheetMusic/");
    const [started] = all("stepfunctions", "start-execution");
    assert.equal(values(started, "--state-machine-arn")[0], "machine.example/Machine");
    JSON.parse(values(started, "--input")[0]);

    // The question about what failed, put to a table as the command line would put it.
    const [asked] = all("dynamodb", "query");
    const found = await dynamoSend("Query", {
        TableName: values(asked, "--table-name")[0],
        IndexName: values(asked, "--index-name")[0],
        KeyConditionExpression: values(asked, "--key-condition-expression")[0],
        ExpressionAttributeNames: JSON.parse(values(asked, "--expression-attribute-names")[0]),
        ExpressionAttributeValues: JSON.parse(values(asked, "--expression-attribute-values")[0]),
        ProjectionExpression: values(asked, "--projection-expression")[0],
    });
    assert.deepEqual(found.Items, [{ source_uri: { S: "s3://in/a.pdf" }, error: { S: "no" } }]);
    for (const id of both) assert.equal(await row(table, id), undefined, `${id} is forgotten`);
});
