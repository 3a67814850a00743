// Books in and out of buckets: what stands there is read back by Amazon's own client, and a proxy between the
// program and the server makes what can go wrong go wrong.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { test } from "node:test";

import {
    assertMirrored,
    assertNoSecret,
    book,
    bookId,
    environment,
    filesBelow,
    freshBucket,
    freshFolder,
    freshName,
    getObject,
    keepSecret,
    listing,
    manifests,
    openUploads,
    putObject,
    s3Send,
    s3Url,
    sha256,
    sheetsplit,
    stranger,
} from "./support.mjs";

const vector = book("parlour-vector");

function manifestKeys(remote) {
    return [...remote.keys()].filter((key) => path.posix.basename(key) === "manifest.json");
}

// A server in front of radosgw. `fault` is asked about every request; it may answer {status, code}, "reset", "cut"
// (the connection ends in the middle of what is answered), or nothing, which lets the request through. With an
// identity {key, cert} it speaks TLS.
async function proxy(t, fault, identity) {
    const upstream = new URL(s3Url);
    const seen = [];
    const serve = (request, response) => {
        seen.push(`${request.method} ${decodeURIComponent(request.url)}`);
        const verdict = fault(request, seen.length);
        if (verdict === "reset") {
            // In the middle of what it sends, if it sends anything.
            request.once("data", () => request.socket.resetAndDestroy());
            request.once("end", () => request.socket.resetAndDestroy());
            return;
        }
        if (verdict && verdict !== "cut") {
            request.resume();
            request.on("end", () => {
                response.writeHead(verdict.status, { "content-type": "application/xml" });
                response.end(
                    request.method === "HEAD" ? undefined : `<Error><Code>${verdict.code}</Code></Error>`,
                );
            });
            return;
        }
        const onward = http.request(
            {
                host: upstream.hostname,
                port: upstream.port,
                method: request.method,
                path: request.url,
                headers: request.rawHeaders.length ? request.headers : {},
                setHost: false,
            },
            (answer) => {
                response.writeHead(answer.statusCode, answer.headers);
                if (verdict !== "cut") return answer.pipe(response);
                answer.once("data", (some) =>
                    response.write(some.subarray(0, some.length / 2), () => request.socket.destroy()),
                );
            },
        );
        onward.on("error", () => request.socket.destroy());
        request.pipe(onward);
    };
    const server = identity ? https.createServer(identity, serve) : http.createServer(serve);
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
        server.closeAllConnections();
        server.close();
    });
    return { url: `${identity ? "https" : "http"}://127.0.0.1:${server.address().port}`, seen, server };
}

// The result is whole here, the manifest is not there, and what is written here holds no secret.
async function assertOnlyHere(output, bucket) {
    const [manifest] = manifests(output);
    assert.equal(manifest.status, "success");
    for (const { file, bytes } of manifest.output.files)
        assert.equal(fs.statSync(path.join(output, file)).size, bytes);
    for (const [name, bytes] of filesBelow(output)) assertNoSecret(bytes.toString("latin1"), name);
    if (bucket) assert.deepEqual(manifestKeys(await listing(bucket)), []);
}

test("a book's results are mirrored byte for byte, the manifest last, and not sent twice", async (t) => {
    const bucket = await freshBucket("mirror");
    const output = freshFolder("mirror");
    const { url, seen } = await proxy(t, () => undefined);
    const args = ["run", "-o", output, "--review", "always", "--export", "mobilesheets,bookmarks"];
    args.push("--mirror", `s3://${bucket}/out`, vector);
    const env = { AWS_ENDPOINT_URL_S3: url };
    await sheetsplit(args, { env });
    const remote = await assertMirrored(output, bucket, "out");
    const puts = seen.filter((request) => request.startsWith("PUT"));
    assert.ok(puts.at(-1).endsWith("/manifest.json"), puts.at(-1));

    const before = seen.length;
    await sheetsplit(args, { env });
    assert.deepEqual(seen.slice(before).filter((request) => /^(PUT|POST|DELETE)/.test(request)), []);
    for (const [key, { written }] of await listing(bucket)) assert.equal(written, remote.get(key).written);
});

test("a mirror that is begun later, or was spoilt, is completed though the book is done", async () => {
    const bucket = await freshBucket("later");
    const output = freshFolder("later");
    await sheetsplit(["run", "-o", output, vector]);
    assert.equal((await listing(bucket)).size, 0);
    const args = ["run", "-o", output, "--mirror", `s3://${bucket}`, vector];
    await sheetsplit(args);
    const remote = await assertMirrored(output, bucket, "");
    const song = [...remote.keys()].find((key) => key.endsWith(".pdf"));
    await putObject(bucket, song, "spoilt");
    await s3Send("DeleteObject", { Bucket: bucket, Key: [...remote.keys()].findLast((key) => key.endsWith(".pdf")) });
    await sheetsplit(args);
    await assertMirrored(output, bucket, "");
});

test("a new result removes what the old one left, and nothing that others put there", async () => {
    const bucket = await freshBucket("again");
    const output = freshFolder("again");
    const args = ["run", "-o", output, "--mirror", `s3://${bucket}/out`, vector];
    await sheetsplit([...args, "--template", "{artist}/{book}/{number} {title}"]);
    await assertMirrored(output, bucket, "out");
    await sheetsplit([...args, "--template", "{book}/{title}"]);
    await assertMirrored(output, bucket, "out");
    const folder = manifests(output)[0].folder;
    await putObject(bucket, `out/${folder}/by hand.txt`, "mine");
    await sheetsplit([...args, "--template", "{book}/{number}"]);
    assert.equal((await getObject(bucket, `out/${folder}/by hand.txt`)).toString(), "mine");
    await s3Send("DeleteObject", { Bucket: bucket, Key: `out/${folder}/by hand.txt` });
    await assertMirrored(output, bucket, "out");
});

test("keys with blanks, quotes, plus signs, other scripts and all of 1,024 bytes are themselves", async () => {
    const bucket = await freshBucket("keys");
    const output = freshFolder("keys");
    const artist = "Motörhead + 'Friends' & (Co)";
    const title = 'Ünï "quoted" 100% #1 日本語';
    const args = ["run", "-o", output, "--artist", artist, "--book", title];
    await sheetsplit([...args, vector]);
    const longest = Math.max(...[...filesBelow(output).keys()].map((key) => Buffer.byteLength(key)));
    const begin = `a b+c/${"long ".repeat(100)}é/d=e&f;g/`;
    const prefix = begin + "x".repeat(1024 - longest - 1 - Buffer.byteLength(begin));
    await sheetsplit([...args, "--mirror", `s3://${bucket}/${prefix}/`, vector]);
    const remote = await assertMirrored(output, bucket, prefix);
    assert.equal(Math.max(...[...remote.keys()].map((key) => Buffer.byteLength(key))), 1024);
    // Of one byte more it says what is wrong with it.
    const { err } = await sheetsplit([...args, "--mirror", `s3://${bucket}/${prefix}y`, vector], { codes: [4] });
    assert.ok(err.includes(`s3://${bucket}/${prefix}y/`));
    assert.match(err, /the mirror is incomplete.*longer than the 1,024 bytes.*shorter prefix/);
    assert.deepEqual(manifestKeys(await listing(bucket, `${prefix}y/`)), []);
});

test("what each stage found goes to the bucket for artifacts", async () => {
    const bucket = await freshBucket("artifacts");
    const output = freshFolder("artifacts");
    const args = ["run", "-o", output, "--mirror-artifacts", `s3://${bucket}/stages`, vector];
    await sheetsplit(args);
    const id = bookId(vector);
    const names = ["location", "manifest", "page_map", "plan", "songs", "toc"];
    assert.deepEqual(
        [...(await listing(bucket)).keys()].sort(),
        names.map((name) => `stages/${id}/${name}.json`),
    );
    for (const name of names) JSON.parse(await getObject(bucket, `stages/${id}/${name}.json`));
    const toc = JSON.parse(await getObject(bucket, `stages/${id}/toc.json`));
    assert.equal(toc.entries.length, manifests(output)[0].toc_discovery.entry_count);
    assert.deepEqual(
        fs.readdirSync(path.join(output, ".sheetsplit")).filter((name) => name.startsWith("artifact")),
        [],
    );
});

test("books are read from a bucket, by key and by prefix, and named by their keys", async () => {
    const bucket = await freshBucket("input");
    const output = freshFolder("input");
    const key = `SheetMusic/The "Band" + Co/books/It's 100% ünï.pdf`;
    await putObject(bucket, key, fs.readFileSync(vector));
    await putObject(bucket, "SheetMusic/notes.txt", "no book");
    await sheetsplit(["run", "-o", output, `s3://${bucket}/${key}`]);
    const [manifest] = manifests(output);
    assert.equal(manifest.source_pdf, `s3://${bucket}/${key}`);
    assert.equal(manifest.book_id, bookId(vector));
    assert.equal(manifest.artist, `The "Band" + Co`);
    assert.equal(manifest.book_name, "It's 100% ünï");
    const { out } = await sheetsplit(["run", "-o", output, `s3://${bucket}/SheetMusic/`]);
    assert.match(out, /done before/);
    assert.equal(manifests(output).length, 1);

    const missing = await sheetsplit(["run", "-o", output, `s3://${bucket}/none.pdf`], { codes: [2] });
    assert.match(missing.err, /none\.pdf: there is no such object/);
    const empty = await sheetsplit(["run", "-o", output, `s3://${bucket}/none/`], { codes: [2] });
    assert.match(empty.err, /there is no PDF below it/);
});

test("a plan that a person edited is mirrored by split as well", async () => {
    const bucket = await freshBucket("split");
    const output = freshFolder("split");
    await sheetsplit(["run", "-o", output, "--mirror", `s3://${bucket}`, vector]);
    const file = path.join(output, manifests(output)[0].folder, "plan.json");
    const plan = JSON.parse(fs.readFileSync(file));
    plan.songs[0].title = "Another Title";
    delete plan.songs[0].file;
    const edited = path.join(freshFolder("plan"), "plan.json");
    fs.writeFileSync(edited, JSON.stringify(plan));
    await sheetsplit(["split", vector, "--from", edited, "-o", output, "--mirror", `s3://${bucket}`], {
        codes: [0, 3],
    });
    const remote = await assertMirrored(output, bucket, "");
    assert.ok([...remote.keys()].some((key) => key.includes("Another Title")));
});

test("large songs go in parts, and are there with all of them or not at all", async (t) => {
    const bucket = await freshBucket("large");
    const output = freshFolder("large");
    const pixels = crypto.randomBytes(4600 * 4600);
    const parts = [];
    const offsets = [];
    const add = (text) => parts.push(Buffer.isBuffer(text) ? text : Buffer.from(text, "latin1"));
    const object = (...texts) => {
        offsets.push(parts.reduce((sum, part) => sum + part.length, 0));
        add(`${offsets.length} 0 obj\n`);
        texts.forEach(add);
        add("\nendobj\n");
    };
    add("%PDF-1.4\n");
    object("<</Type/Catalog/Pages 2 0 R>>");
    object("<</Type/Pages/Count 1/Kids[3 0 R]>>");
    object(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>",
    );
    const content = "q 500 0 0 500 50 50 cm /Im Do Q";
    object(`<</Length ${content.length}>>stream\n${content}\nendstream`);
    object(
        `<</Type/XObject/Subtype/Image/Width 4600/Height 4600/ColorSpace/DeviceGray/BitsPerComponent 8/Length ${pixels.length}>>stream\n`,
        pixels,
        "\nendstream",
    );
    const end = parts.reduce((sum, part) => sum + part.length, 0);
    add(`xref\n0 6\n0000000000 65535 f \n`);
    for (const offset of offsets) add(`${String(offset).padStart(10, "0")} 00000 n \n`);
    add(`trailer<</Size 6/Root 1 0 R>>\nstartxref\n${end}\n%%EOF\n`);
    const folder = freshFolder("large-book");
    const file = path.join(folder, "Large.pdf");
    fs.writeFileSync(file, Buffer.concat(parts));
    const plan = path.join(folder, "plan.json");
    fs.writeFileSync(
        plan,
        JSON.stringify({
            schema_version: 1,
            source_sha256: sha256(fs.readFileSync(file)),
            page_count: 1,
            songs: [{ title: "Noise", first_page: 1, last_page: 1, confirmed_by_person: true }],
            pages: [{ page: 1, role: "song" }],
        }),
    );
    const args = ["split", file, "--from", plan, "-o", output, "--mirror", `s3://${bucket}`];
    const { url } = await proxy(t, (request) => (request.url.includes("partNumber=2") ? "reset" : undefined));
    const { err } = await sheetsplit(args, { codes: [4], env: { AWS_ENDPOINT_URL_S3: url } });
    assert.match(err, /Noise\.pdf.*no answer came/);
    assert.deepEqual([...(await listing(bucket)).keys()].filter((key) => /Noise|manifest/.test(key)), []);
    assert.deepEqual(await openUploads(bucket), []);
    await sheetsplit(args, { codes: [0, 3] });
    const remote = await assertMirrored(output, bucket, "");
    const song = [...remote].find(([key]) => key.endsWith("Noise.pdf"));
    assert.ok(song[1].size > 16 * 1024 * 1024);
    assert.match(song[1].etag, /-2"?$/);
    assert.deepEqual(await openUploads(bucket), []);
});

// ---- what can go wrong

// Runs into the fault, then without it.
async function fails(t, { env, bucket, expect, target, fault }) {
    const output = freshFolder("fault");
    const there = bucket === undefined ? await freshBucket("fault") : bucket;
    const more = fault ? { AWS_ENDPOINT_URL_S3: (await proxy(t, fault)).url } : {};
    const args = ["run", "-o", output, "--mirror", target ?? `s3://${there}/out`, vector];
    const { err } = await sheetsplit(args, { codes: [4], env: { ...more, ...env } });
    assert.match(err, expect);
    assert.match(err, /the mirror is incomplete, the result in .* is whole/);
    assert.match(err, new RegExp(`s3://${target ? "" : there}`));
    await assertOnlyHere(output, target ? undefined : there);
    if (target) return;
    await sheetsplit(args);
    await assertMirrored(output, there, "out");
}

test("wrong keys, secrets and rights are told apart", async (t) => {
    const secret = crypto.randomBytes(30).toString("base64");
    keepSecret(secret);
    await fails(t, { env: { AWS_ACCESS_KEY_ID: "NOBODY" }, expect: /does not know the access key.*AWS_ACCESS_KEY_ID/ });
    await fails(t, { env: { AWS_SECRET_ACCESS_KEY: secret }, expect: /not that of the access key.*AWS_SECRET_ACCESS_KEY/ });
    await fails(t, {
        env: { AWS_ACCESS_KEY_ID: stranger.key, AWS_SECRET_ACCESS_KEY: stranger.secret },
        expect: /access is denied.*Allow s3:/,
    });
    await fails(t, {
        env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
        expect: /no AWS credentials were found/,
    });
});

test("a bucket that is not there is named", async (t) => {
    await fails(t, { bucket: null, target: `s3://${freshName("none")}/out`, expect: /there is no bucket/ });
});

for (const [what, status, code, expect] of [
    ["an expired token", 400, "ExpiredToken", /the session token has expired.*Get new credentials/],
    ["a clock that is wrong", 403, "RequestTimeTooSkewed", /the clock of this machine.*Set the clock/],
    ["an overloaded server", 503, "SlowDown", /overloaded or fails \(503 SlowDown\).*later/],
])
    test(`${what} is an error that says so, and the next run completes the mirror`, async (t) => {
        await fails(t, { fault: () => ({ status, code }), expect });
    });

test("a book that cannot be read from its bucket is a failure that says which and why, and leaves nothing", async (t) => {
    const bucket = await freshBucket("unread");
    const key = "a b/It's + ünï.pdf";
    await putObject(bucket, key, fs.readFileSync(vector));
    const fails = async (expect, { uri = `s3://${bucket}/${key}`, fault, env = {} }) => {
        const output = freshFolder("unread");
        const more = fault ? { AWS_ENDPOINT_URL_S3: (await proxy(t, fault)).url } : {};
        const { err } = await sheetsplit(["run", "-o", output, uri], { codes: [2], env: { ...more, ...env } });
        assert.match(err, expect);
        assert.ok(err.includes(uri), err);
        assert.deepEqual(manifests(output), []);
    };
    const none = freshName("none");
    await fails(/there is no bucket/, { uri: `s3://${none}/${key}` });
    await fails(/access is denied.*Allow s3:GetObject/, {
        env: { AWS_ACCESS_KEY_ID: stranger.key, AWS_SECRET_ACCESS_KEY: stranger.secret },
    });
    await fails(/does not know the access key/, { env: { AWS_ACCESS_KEY_ID: "NOBODY" } });
    await fails(/session token has expired/, { fault: () => ({ status: 400, code: "ExpiredToken" }) });
    await fails(/clock of this machine/, { fault: () => ({ status: 403, code: "RequestTimeTooSkewed" }) });
    await fails(/overloaded or fails \(503 SlowDown\)/, { fault: () => ({ status: 503, code: "SlowDown" }) });
    await fails(/no answer came/, { fault: () => "cut" });

    // What was cut once is fetched again, and whole.
    let requests = 0;
    const output = freshFolder("unread");
    const { url } = await proxy(t, () => (++requests === 1 ? "cut" : undefined));
    await sheetsplit(["run", "-o", output, `s3://${bucket}/${key}`], { env: { AWS_ENDPOINT_URL_S3: url } });
    assert.equal(manifests(output)[0].source_sha256, sha256(fs.readFileSync(vector)));
    assert.ok(requests > 1);
});

test("what passes is waited for: overload, throttling, resets in the middle of a PUT", async (t) => {
    const bucket = await freshBucket("passes");
    const output = freshFolder("passes");
    const begun = new Set();
    const faults = [{ status: 503, code: "SlowDown" }, "reset", { status: 500, code: "InternalError" }];
    const { url } = await proxy(t, (request) => {
        if (request.method !== "PUT" || begun.has(request.url)) return undefined;
        begun.add(request.url);
        return faults[begun.size % faults.length];
    });
    await sheetsplit(["run", "-o", output, "--mirror", `s3://${bucket}/out`, vector], {
        env: { AWS_ENDPOINT_URL_S3: url },
    });
    assert.ok(begun.size > 10);
    await assertMirrored(output, bucket, "out");
});

test("a connection that is always reset in the middle of one song leaves no manifest there", async (t) => {
    let songs = 0;
    let victim;
    await fails(t, {
        fault: (request) => {
            if (request.method === "PUT" && request.url.endsWith(".pdf") && ++songs === 3) victim = request.url;
            return request.method === "PUT" && request.url === victim ? "reset" : undefined;
        },
        expect: /no answer came/,
    });
});

test("a server that is not there, or stops in the middle, is an error", async (t) => {
    await fails(t, { env: { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" }, expect: /no answer came/ });
    let running;
    let puts = 0;
    const fault = (request) => {
        if (request.method !== "PUT" || ++puts < 4) return undefined;
        running?.server.close();
        return "reset";
    };
    const bucket = await freshBucket("stops");
    const output = freshFolder("stops");
    running = await proxy(t, fault);
    const args = ["run", "-o", output, "--mirror", `s3://${bucket}/out`, vector];
    const { err } = await sheetsplit(args, { codes: [4], env: { AWS_ENDPOINT_URL_S3: running.url } });
    assert.match(err, /no answer came/);
    await assertOnlyHere(output, bucket);
    await sheetsplit(args);
    await assertMirrored(output, bucket, "out");
});

test("a certificate must be vouched for, and be the server's", async (t) => {
    const bucket = await freshBucket("tls");
    const output = freshFolder("tls");
    const identity = (name) => {
        const folder = freshFolder("identity");
        const [key, cert] = ["key.pem", "cert.pem"].map((file) => path.join(folder, file));
        const made = spawnSync(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mirror"].concat(
                ["-addext", `subjectAltName=${name}`, "-keyout", key, "-out", cert],
            ),
        );
        assert.equal(made.status, 0, String(made.stderr));
        return { key: fs.readFileSync(key), cert: fs.readFileSync(cert), authority: cert };
    };
    const right = identity("IP:127.0.0.1");
    const wrong = identity("DNS:somebody.else");
    const args = ["run", "-o", output, "--mirror", `s3://${bucket}/out`, vector];
    const server = await proxy(t, () => undefined, right);
    const other = await proxy(t, () => undefined, wrong);
    const refused = async (url, authority) => {
        const { err } = await sheetsplit(args, {
            codes: [4],
            env: { AWS_ENDPOINT_URL_S3: url, AWS_CA_BUNDLE: authority },
        });
        assert.match(err, /AWS_CA_BUNDLE/);
    };
    await refused(server.url, undefined);
    await refused(other.url, wrong.authority);
    assert.deepEqual(server.seen.concat(other.seen), [], "nothing was sent to a server that is not trusted");
    await sheetsplit(args, { env: { AWS_ENDPOINT_URL_S3: server.url, AWS_CA_BUNDLE: right.authority } });
    await assertMirrored(output, bucket, "out");
});

test("a run that is killed while it copies is completed by the next one", async (t) => {
    const bucket = await freshBucket("killed");
    const output = freshFolder("killed");
    let child;
    let puts = 0;
    const { url } = await proxy(t, (request) => {
        if (request.method === "PUT" && ++puts === 4) child.kill("SIGKILL");
        return undefined;
    });
    const args = ["run", "-o", output, "--mirror", `s3://${bucket}/out`, vector];
    child = spawn(process.env.SHEETSPLIT, args, { env: environment({ AWS_ENDPOINT_URL_S3: url }), stdio: "ignore" });
    await new Promise((resolve) => child.on("close", resolve));
    await assertOnlyHere(output, bucket);
    await sheetsplit(args);
    await assertMirrored(output, bucket, "out");
});

test("without places in the cloud nothing is sent, whatever the environment says", async (t) => {
    const output = freshFolder("offline");
    const { url, seen } = await proxy(t, () => undefined);
    await sheetsplit(["run", "-o", output, vector], { env: { AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_S3: url } });
    assert.deepEqual(seen, []);
    const wrong = await sheetsplit(["run", "-o", output, "--mirror", "bucket/out", vector], { codes: [1] });
    assert.match(wrong.err, /--mirror: 'bucket\/out' is no place in a bucket/);
});
