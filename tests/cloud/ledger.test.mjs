// Workers that share a table: what they write is read back by Amazon's own client, and a proxy between the program
// and DynamoDB Local makes what can go wrong go wrong.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import {
    assertNoSecret,
    book,
    bookId,
    copyOfBook,
    dynamoSend,
    dynamoUrl,
    environment,
    filesBelow,
    freshBucket,
    freshFolder,
    freshTable,
    getObject,
    manifests,
    putObject,
    row,
    rows,
    rowsOfStatus,
    sha256,
    sheetsplit,
} from "./support.mjs";

const vector = book("parlour-vector");
const id = bookId(vector);

// A server in front of DynamoDB Local. `fault` is asked about the operation of every request, and may answer
// {status, code}, "reset", or nothing, which lets the request through.
async function proxy(t, fault) {
    const upstream = new URL(dynamoUrl);
    const seen = [];
    const server = http.createServer((request, response) => {
        const operation = request.headers["x-amz-target"].split(".")[1];
        seen.push(operation);
        const verdict = fault(operation, seen.length);
        if (verdict === "reset") return request.socket.resetAndDestroy();
        if (verdict) {
            request.resume();
            request.on("end", () => {
                response.writeHead(verdict.status, { "content-type": "application/x-amz-json-1.0" });
                response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${verdict.code}` }));
            });
            return;
        }
        const onward = http.request(
            { host: upstream.hostname, port: upstream.port, method: "POST", path: "/", headers: request.headers },
            (answer) => {
                response.writeHead(answer.statusCode, answer.headers);
                answer.pipe(response);
            },
        );
        onward.on("error", () => request.socket.destroy());
        request.pipe(onward);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const stop = () => {
        server.closeAllConnections();
        server.close();
    };
    t.after(stop);
    return { url: `http://127.0.0.1:${server.address().port}`, seen, stop };
}

function assertWholeHere(output) {
    const [manifest] = manifests(output);
    assert.equal(manifest.status, "success");
    for (const { file, bytes } of manifest.output.files)
        assert.equal(fs.statSync(path.join(output, file)).size, bytes);
    for (const [name, bytes] of filesBelow(output)) assertNoSecret(bytes.toString("latin1"), name);
}

test("a book is recorded with what came of it, and skipped by other workers", async () => {
    const table = await freshTable();
    const bucket = await freshBucket("ledger");
    const ledger = ["--ledger", `dynamodb://${table}`, "--mirror", `s3://${bucket}/out`];
    const output = freshFolder("ledger");
    await sheetsplit(["run", "-o", output, ...ledger, "--cost-per-hour", "3.6", "--ledger-days", "7", vector]);
    const [manifest] = manifests(output);
    const found = await row(table, id);
    assert.equal(found.status, "success");
    assert.equal(found.source_uri, vector);
    assert.equal(found.source_sha256, sha256(fs.readFileSync(vector)));
    assert.equal(found.source_bytes, fs.statSync(vector).size);
    assert.equal(found.page_count, manifest.page_count);
    assert.equal(found.songs_extracted, manifest.output.songs_extracted);
    assert.equal(found.songs_confirmed, manifest.verification.songs_verified);
    assert.equal(found.duration_seconds, manifest.processing_duration_seconds);
    assert.ok(Math.abs(found.cost - found.duration_seconds / 1000) < 1e-9);
    assert.ok(found.steps.verify >= 0 && found.steps.commit === undefined);
    assert.equal(found.error, undefined);
    assert.ok(Math.abs(found.expires_at - (Date.now() / 1000 + 7 * 86400)) < 600);
    assert.equal(found.manifest_uri, `s3://${bucket}/out/${manifest.folder}/manifest.json`);
    const key = found.manifest_uri.replace(`s3://${bucket}/`, "");
    assert.equal(sha256(await getObject(bucket, key)), found.manifest_sha256);
    assert.deepEqual((await rowsOfStatus(table, "success")).map((one) => one.book_id), [id]);

    // The same from a bucket, in another ledger.
    await putObject(bucket, "in/parlour.pdf", fs.readFileSync(vector));
    const other = await freshTable();
    const uri = `s3://${bucket}/in/parlour.pdf`;
    await sheetsplit(["run", "-o", freshFolder("ledger"), "--ledger", `dynamodb://${other}`, uri]);
    const fetched = await row(other, id);
    assert.equal(fetched.source_uri, uri);
    assert.equal(fetched.source_bytes, fs.statSync(vector).size);
    assert.equal(fetched.source_sha256, found.source_sha256);

    const elsewhere = freshFolder("ledger");
    const { err } = await sheetsplit(["run", "-o", elsewhere, ...ledger, vector]);
    assert.match(err, /done by another worker, see s3:/);
    assert.deepEqual([...filesBelow(elsewhere).keys()], []);
    assert.deepEqual(await row(table, id), found);
});

test("twenty workers on ten books: each book is processed once, and each worker learns of all of them", async () => {
    const table = await freshTable();
    const folder = freshFolder("books");
    const paths = Array.from({ length: 10 }, (_, i) =>
        copyOfBook(vector, path.join(folder, `Book ${i}.pdf`), `copy ${i} of ${table}`),
    );
    const outputs = Array.from({ length: 20 }, () => freshFolder("worker"));
    const ran = await Promise.all(
        outputs.map((output, worker) => {
            const turned = [...paths.slice(worker % 10), ...paths.slice(0, worker % 10)];
            return sheetsplit(["run", "-j", "1", "-o", output, "--ledger", `dynamodb://${table}`, ...turned]);
        }),
    );
    const processed = outputs.flatMap((output) => manifests(output).map((manifest) => manifest.book_id));
    assert.deepEqual(processed.sort(), paths.map(bookId).sort());
    const found = await rows(table);
    assert.equal(found.length, 10);
    for (const one of found) {
        assert.equal(one.status, "success");
        const manifest = fs.readFileSync(one.manifest_uri);
        assert.equal(sha256(manifest), one.manifest_sha256);
        assert.equal(JSON.parse(manifest).book_id, one.book_id);
    }
    for (const { out } of ran)
        for (const one of paths) assert.ok(out.includes(path.basename(one)), "every worker tells of every book");
});

// A worker that died in the middle.
async function leaveClaim(table, until, more = {}) {
    const item = {
        book_id: { S: id },
        status: { S: "processing" },
        claim_id: { S: "of the dead" },
        claimed_by: { S: "a machine that is gone" },
        claimed_place: { S: "its folder" },
        claimed_until: { S: new Date(Date.now() + until).toISOString() },
        created_at: { S: "2026-01-01T00:00:00Z" },
        updated_at: { S: "2026-01-01T00:00:00Z" },
        ...more,
    };
    await dynamoSend("PutItem", { TableName: table, Item: item });
}

test("a claim that has lapsed is taken over at once, one that has not is waited for", async () => {
    const table = await freshTable();
    const args = (output) => ["run", "-o", output, "--ledger", `dynamodb://${table}`, vector];
    await leaveClaim(table, -1000);
    await sheetsplit(args(freshFolder("stale")));
    const taken = await row(table, id);
    assert.equal(taken.status, "success");
    assert.ok(taken.claimed_by.startsWith(os.hostname()));
    assert.equal(taken.created_at, "2026-01-01T00:00:00Z");

    await leaveClaim(table, 6000);
    const begin = Date.now();
    const output = freshFolder("stale");
    const { err } = await sheetsplit(args(output));
    assert.match(err, /a machine that is gone is working on it/);
    assert.ok(Date.now() - begin > 4000, "it was not waited for");
    assertWholeHere(output);
    assert.equal((await row(table, id)).status, "success");
});

test("the next attempt of an execution takes over what the one before had claimed", async () => {
    const table = await freshTable();
    const execution = "arn:aws:states:us-east-1:123456789012:execution:sheetsplit:one";
    await leaveClaim(table, 3600_000, { execution_arn: { S: execution } });
    const begin = Date.now();
    const args = ["run", "-o", freshFolder("attempt"), "--ledger", `dynamodb://${table}`, vector];
    await sheetsplit(args, { env: { SHEETSPLIT_EXECUTION_ARN: execution } });
    assert.ok(Date.now() - begin < 60_000);
    const found = await row(table, id);
    assert.equal(found.status, "success");
    assert.equal(found.execution_arn, execution);
});

test("a run that is killed leaves its book to the next one on the same folder", async () => {
    const table = await freshTable();
    const output = freshFolder("killed");
    const args = ["run", "-o", output, "--no-cache", "--ledger", `dynamodb://${table}`, book("parlour-scan")];
    const child = spawn(process.env.SHEETSPLIT, args, { env: environment(), stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
    while (!(await row(table, bookId(book("parlour-scan"))))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGKILL");
    assert.equal(await ended, "SIGKILL");
    assert.equal((await row(table, bookId(book("parlour-scan")))).status, "processing");
    await sheetsplit(args, { codes: [0, 3] });
    assert.notEqual((await row(table, bookId(book("parlour-scan")))).status, "processing");
});

test("a book for review and one that failed are recorded as such, with the reasons", async () => {
    const table = await freshTable();
    const ledger = ["--ledger", `dynamodb://${table}`];
    await sheetsplit(["run", "-o", freshFolder("review"), ...ledger, book("no-toc")], { codes: [3] });
    await sheetsplit(["run", "-o", freshFolder("failed"), ...ledger, book("not-a-pdf")], { codes: [2] });
    const [review] = await rowsOfStatus(table, "manual_review");
    assert.equal(review.book_id, bookId(book("no-toc")));
    assert.match(review.error, /table of contents/);
    const [failed] = await rowsOfStatus(table, "failed");
    assert.equal(failed.book_id, bookId(book("not-a-pdf")));
    assert.match(failed.error, /is no PDF/);
    assert.equal(failed.songs_extracted, 0);
});

test("throttling that passes is waited out", async (t) => {
    const table = await freshTable();
    const { url, seen } = await proxy(t, (_, number) =>
        number % 2 ? { status: 400, code: "ProvisionedThroughputExceededException" } : undefined,
    );
    const output = freshFolder("throttled");
    const env = { AWS_ENDPOINT_URL_DYNAMODB: url };
    await sheetsplit(["run", "-o", output, "--ledger", `dynamodb://${table}`, vector], { env });
    assert.ok(seen.length >= 6);
    assert.equal((await row(table, id)).status, "success");
});

test("an answer that is lost on the way does not lose the claim", async (t) => {
    const table = await freshTable();
    const lost = new Set();
    const { url } = await proxy(t, (operation) => {
        if (lost.has(operation)) return undefined;
        lost.add(operation);
        return "reset";
    });
    const env = { AWS_ENDPOINT_URL_DYNAMODB: url };
    await sheetsplit(["run", "-o", freshFolder("lost"), "--ledger", `dynamodb://${table}`, vector], { env });
    assert.deepEqual([...lost].sort(), ["GetItem", "PutItem"]);
    assert.equal((await row(table, id)).status, "success");
});

for (const [what, verdict, words] of [
    ["access that is denied", { status: 400, code: "AccessDeniedException" }, /access is denied.*dynamodb:GetItem/],
    ["credentials that nobody knows", { status: 400, code: "UnrecognizedClientException" }, /credentials/],
    ["a token that has expired", { status: 400, code: "ExpiredTokenException" }, /expired/],
])
    test(`${what}: the result is whole here, and the next run completes the record`, async (t) => {
        const table = await freshTable();
        const { url } = await proxy(t, () => verdict);
        const output = freshFolder("refused");
        const args = ["run", "-o", output, "--ledger", `dynamodb://${table}`, vector];
        const { err } = await sheetsplit(args, { codes: [4], env: { AWS_ENDPOINT_URL_DYNAMODB: url } });
        assert.match(err, words);
        assert.ok(err.includes(`dynamodb://${table}`));
        assertWholeHere(output);
        assert.equal(await row(table, id), undefined);
        const before = filesBelow(output);
        await sheetsplit(args);
        assert.equal((await row(table, id)).status, "success");
        assert.ok(
            before.get([...before.keys()].find((name) => name.endsWith("/manifest.json"))).equals(
                filesBelow(output).get([...before.keys()].find((name) => name.endsWith("/manifest.json"))),
            ),
            "the book was run again",
        );
    });

test("a table that is not there: the message says so and what to do", async () => {
    const output = freshFolder("missing");
    const args = ["run", "-o", output, "--ledger", "dynamodb://no-such-table", vector];
    const { err } = await sheetsplit(args, { codes: [4] });
    assert.match(err, /dynamodb:\/\/no-such-table.*no such table.*storage\.yaml/);
    assertWholeHere(output);
    const { err: listed } = await sheetsplit(["ledger", "list", "--ledger", "dynamodb://no-such-table"], { codes: [2] });
    assert.match(listed, /no such table/);
});

test("a server that stops while a book is run: the result is whole, and the next run completes the record", async (t) => {
    const table = await freshTable();
    let stop;
    const { url, stop: end } = await proxy(t, (operation) => {
        if (operation === "PutItem") setTimeout(stop, 20);
        return undefined;
    });
    stop = end;
    const output = freshFolder("stopped");
    const args = ["run", "-o", output, "--no-cache", "--ledger", `dynamodb://${table}`, book("parlour-scan")];
    const { err } = await sheetsplit(args, { codes: [4], env: { AWS_ENDPOINT_URL_DYNAMODB: url } });
    assert.match(err, new RegExp(`dynamodb://${table}`));
    const [manifest] = manifests(output);
    assert.ok(manifest.output.songs_extracted > 0);
    assert.equal((await row(table, bookId(book("parlour-scan")))).status, "processing");
    await sheetsplit(args, { codes: [0, 3] }); // its own claim needs no waiting
    const found = await row(table, bookId(book("parlour-scan")));
    assert.equal(found.status, manifest.status);
    assert.equal(found.songs_extracted, manifest.output.songs_extracted);
});

test("list, show and reset speak of the table", async () => {
    const table = await freshTable();
    const ledger = ["--ledger", `dynamodb://${table}`];
    const output = freshFolder("ledger");
    await sheetsplit(["run", "-o", output, ...ledger, vector]);
    await sheetsplit(["run", "-o", output, ...ledger, book("no-toc")], { codes: [3] });
    const { out } = await sheetsplit(["ledger", "list", ...ledger]);
    assert.match(out, new RegExp(`parlour-vector.pdf +12 +12 +0 .* success .* ${id}`));
    const { out: json } = await sheetsplit(["ledger", "list", ...ledger, "--status", "manual_review", "--json"]);
    assert.deepEqual(JSON.parse(json).books.map((one) => one.book_id), [bookId(book("no-toc"))]);
    const { out: shown } = await sheetsplit(["ledger", "show", ...ledger, id]);
    assert.match(shown, /^songs +12, 12 confirmed$/m);
    await sheetsplit(["ledger", "reset", ...ledger, id]);
    assert.equal(await row(table, id), undefined);
    await sheetsplit(["ledger", "reset", ...ledger, id], { codes: [2] });
    // It is done here, and so only the record is made anew.
    await sheetsplit(["run", "-o", output, ...ledger, vector]);
    assert.equal((await row(table, id)).status, "success");
});

test("without a region nothing is run, and a name that no table can have is wrong usage", async () => {
    const output = freshFolder("usage");
    const run = (uri) => ["run", "-o", output, "--ledger", uri, vector];
    const { err } = await sheetsplit(run("dynamodb://some-table"), { codes: [1], env: { AWS_REGION: undefined } });
    assert.match(err, /AWS_REGION/);
    await sheetsplit(run("some-table"), { codes: [1] });
    assert.deepEqual([...filesBelow(output).keys()], []);
});
