// Where credentials come from, each tried on a server that checks every signature: the profile and its command, a
// container's role, and temporary keys of the server's own token service.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { before, test } from "node:test";

import {
    assertMirrored,
    book,
    environment,
    freshBucket,
    freshFolder,
    keepSecret,
    manifests,
    need,
    owner,
    region,
    s3Url,
    sheetsplit,
    stranger,
} from "./support.mjs";

const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

// The book is mirrored with what `env` says, and with nothing else.
async function mirrors(env) {
    const bucket = await freshBucket("keys");
    const output = freshFolder("keys");
    await sheetsplit(["run", "-o", output, "--mirror", `s3://${bucket}/out`, book("tunebook")], {
        env: { ...none, ...env },
    });
    await assertMirrored(output, bucket, "out");
}

async function isRefused(env, expect) {
    const bucket = await freshBucket("keys");
    const args = ["run", "-o", freshFolder("keys"), "--mirror", `s3://${bucket}/out`, book("tunebook")];
    const { err } = await sheetsplit(args, { codes: [4], env: { ...none, ...env } });
    assert.match(err, expect);
    assert.ok(err.includes(`s3://${bucket}/out/`), err);
}

function homeWith(files) {
    const home = freshFolder("home");
    for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
        fs.writeFileSync(path.join(home, name), text);
    }
    return home;
}

// Asks the server's token service or its service for users, by a signer that is not ours.
async function ask(service, form) {
    const { SignatureV4 } = need("@smithy/signature-v4");
    class Sha256 {
        constructor(key) {
            this.hash = key ? crypto.createHmac("sha256", key) : crypto.createHash("sha256");
        }
        update(bytes) {
            this.hash.update(bytes);
        }
        async digest() {
            return new Uint8Array(this.hash.digest());
        }
    }
    const credentials = { accessKeyId: owner.key, secretAccessKey: owner.secret };
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
    const { host, hostname, port } = new URL(s3Url);
    const { headers, body } = await signer.sign({
        method: "POST",
        protocol: "http:",
        hostname,
        port: Number(port),
        path: "/",
        query: {},
        headers: { host, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
    });
    const answer = await fetch(s3Url, { method: "POST", headers, body });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return text;
}

before(async () => {
    const allowed = { Effect: "Allow", Action: "sts:GetSessionToken", Resource: "*" };
    await ask("iam", {
        Action: "PutUserPolicy",
        UserName: owner.name,
        PolicyName: "tokens",
        PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }),
    });
});

// Keys that last a quarter of an hour.
async function temporaryKeys() {
    const text = await ask("sts", { Action: "GetSessionToken", Version: "2011-06-15", DurationSeconds: "900" });
    const value = (name) => text.match(new RegExp(`<${name}>([^<]+)</${name}>`))[1];
    const keys = Object.fromEntries(
        ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"].map((name) => [name, value(name)]),
    );
    keepSecret(keys.SecretAccessKey);
    keepSecret(keys.SessionToken);
    return keys;
}

test("a profile's keys are used, and those of the environment before them", async () => {
    const HOME = homeWith({
        ".aws/credentials": `[default]
aws_access_key_id = NOBODY
aws_secret_access_key = nothing
[books]
aws_access_key_id = ${owner.key}
aws_secret_access_key = ${owner.secret}
`,
        ".aws/config": `[profile books]\nregion = ${region}\n`,
    });
    await mirrors({ HOME, AWS_PROFILE: "books", AWS_REGION: undefined });
    await isRefused({ HOME }, /does not know the access key/);
    await isRefused(
        { HOME, AWS_PROFILE: "books", AWS_ACCESS_KEY_ID: stranger.key, AWS_SECRET_ACCESS_KEY: stranger.secret },
        /access is denied/,
    );
});

test("temporary keys need the token that belongs to them", async () => {
    const keys = await temporaryKeys();
    const env = { AWS_ACCESS_KEY_ID: keys.AccessKeyId, AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey };
    await mirrors({ ...env, AWS_SESSION_TOKEN: keys.SessionToken });
    await isRefused(env, /access key|denied/);
    await isRefused({ ...env, AWS_SESSION_TOKEN: (await temporaryKeys()).SessionToken }, /access key|denied/);
});

test("a command of the profile gives keys, and one that gives none is named", async () => {
    const keys = await temporaryKeys();
    const HOME = homeWith({ "keys of the day.json": JSON.stringify({ Version: 1, ...keys }) });
    const config = path.join(homeWith({ config: "" }), "config");
    const env = { HOME, AWS_CONFIG_FILE: config };
    fs.writeFileSync(config, `[default]\ncredential_process = cat "${HOME}/keys of yesterday.json"\n`);
    await isRefused(env, /credential_process gives no credentials/);
    fs.writeFileSync(config, `[default]\ncredential_process = cat "${HOME}/keys of the day.json"\n`);
    await mirrors(env);
});

test("a container's role gives keys, and gives them anew before they expire", async (t) => {
    const keys = await temporaryKeys();
    const token = crypto.randomBytes(20).toString("hex");
    keepSecret(token);
    let asked = 0;
    const server = http.createServer((request, response) => {
        const known = request.url === "/role" && request.headers.authorization === token;
        if (known) ++asked;
        // Good for some minutes yet, and so to be replaced whenever they are wanted.
        const soon = new Date(Date.now() + 60_000).toISOString();
        response.writeHead(known ? 200 : 403, { "content-type": "application/json" });
        response.end(JSON.stringify(known ? { ...keys, Token: keys.SessionToken, Expiration: soon } : {}));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const env = {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${server.address().port}/role`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path.join(homeWith({ token: `${token}\n` }), "token"),
    };
    await mirrors(env);
    assert.ok(asked > 5, `${asked} times`);
    await isRefused(
        { ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: undefined },
        /gives no credentials \(it answers with 403\)/,
    );
});

test("a clock that is an hour slow is told from wrong keys, and costs nothing but the copy", async (t) => {
    const program = fs.readFileSync(process.env.SHEETSPLIT).subarray(0, 4096);
    if (!program.includes("ld-linux")) return t.skip("a static program's clock cannot be set");
    const bucket = await freshBucket("clock");
    const output = freshFolder("clock");
    const args = ["run", "-o", output, "--mirror", `s3://${bucket}/out`, book("tunebook")];
    const done = spawnSync("faketime", ["-f", "-1h", process.env.SHEETSPLIT, ...args], {
        encoding: "utf8",
        env: environment({ FAKETIME_DONT_FAKE_MONOTONIC: "1" }),
    });
    assert.equal(done.status, 4, done.stderr);
    assert.match(done.stderr, /the clock of this machine differs too much from the server's\. Set the clock/);
    assert.equal(manifests(output)[0].status, "success");
    await sheetsplit(args);
    await assertMirrored(output, bucket, "out");
});
