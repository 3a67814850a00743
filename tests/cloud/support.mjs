// What the suites share: the program, independent clients of the two servers, and ways to look at what is left.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
export const testdata = path.join(root, "testdata");
export const work =
    process.env.SHEETSPLIT_CLOUD_WORK || fs.mkdtempSync(path.join(os.tmpdir(), "sheetsplit-cloud-"));

// The packages lie in the work folder, not among the sources.
export const need = createRequire(path.join(work, "package.json"));
const s3sdk = need("@aws-sdk/client-s3");
const dynamoSdk = need("@aws-sdk/client-dynamodb");

export const s3Url = process.env.SHEETSPLIT_CLOUD_S3;
export const dynamoUrl = process.env.SHEETSPLIT_CLOUD_DYNAMODB;
assert.ok(s3Url && dynamoUrl, "the servers are started by tests/cloud/run");
export const owner = JSON.parse(process.env.SHEETSPLIT_CLOUD_OWNER);
export const stranger = JSON.parse(process.env.SHEETSPLIT_CLOUD_STRANGER);
export const region = "us-east-1";

// ---- independent clients

const credentials = ({ key, secret }) => ({ accessKeyId: key, secretAccessKey: secret });
const s3Client = (user) =>
    new s3sdk.S3Client({ endpoint: s3Url, region, credentials: credentials(user), forcePathStyle: true });
export const s3 = s3Client(owner);
const s3OfStranger = s3Client(stranger);
export const dynamo = new dynamoSdk.DynamoDBClient({
    endpoint: dynamoUrl,
    region,
    credentials: credentials(owner),
});

export const s3Send = (name, input) => s3.send(new s3sdk[`${name}Command`](input));
export const dynamoSend = (name, input) => dynamo.send(new dynamoSdk[`${name}Command`](input));

let serial = 0;
export function freshName(what) {
    return `${what}-${process.pid}-${++serial}`;
}

export async function freshBucket(what) {
    const bucket = freshName(what);
    await s3Send("CreateBucket", { Bucket: bucket });
    return bucket;
}

// A table made from what the template of the deployment says, so that the template is what is tried.
export async function freshTable(table = freshName("ledger")) {
    const { Ledger } = template("storage").Resources;
    const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = Ledger.Properties;
    await dynamoSend("CreateTable", {
        TableName: table,
        BillingMode,
        AttributeDefinitions,
        KeySchema,
        GlobalSecondaryIndexes,
    });
    await dynamoSend("UpdateTimeToLive", {
        TableName: table,
        TimeToLiveSpecification: Ledger.Properties.TimeToLiveSpecification,
    });
    return table;
}

export async function putObject(bucket, key, body) {
    await s3Send("PutObject", { Bucket: bucket, Key: key, Body: body });
}

export async function getObject(bucket, key, client = s3) {
    const answer = await client.send(new s3sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
    return Buffer.from(await answer.Body.transformToByteArray());
}

// For what the stranger put into the owner's bucket: radosgw leaves it the stranger's own.
export function getObjectAsStranger(bucket, key) {
    return getObject(bucket, key, s3OfStranger);
}

// What stands in the bucket: key → {size, etag, written}.
export async function listing(bucket, prefix = "") {
    const found = new Map();
    for (let token; ;) {
        const answer = await s3Send("ListObjectsV2", {
            Bucket: bucket,
            Prefix: prefix,
            ContinuationToken: token,
        });
        for (const { Key, Size, ETag, LastModified } of answer.Contents ?? [])
            found.set(Key, { size: Size, etag: ETag, written: LastModified.getTime() });
        if (!answer.IsTruncated) return found;
        token = answer.NextContinuationToken;
    }
}

// Uploads that were begun and neither completed nor given up.
export async function openUploads(bucket) {
    const answer = await s3Send("ListMultipartUploads", { Bucket: bucket });
    return (answer.Uploads ?? []).map((upload) => upload.Key);
}

// A row of the ledger as plain values.
export function plain(item) {
    if (!item) return item;
    const value = (attribute) => {
        const [[type, inner]] = Object.entries(attribute);
        if (type === "N") return Number(inner);
        if (type === "M") return plain(inner);
        if (type === "L") return inner.map(value);
        if (type === "NULL") return null;
        return inner;
    };
    return Object.fromEntries(Object.entries(item).map(([key, attribute]) => [key, value(attribute)]));
}

export async function row(table, id) {
    const answer = await dynamoSend("GetItem", {
        TableName: table,
        Key: { book_id: { S: id } },
        ConsistentRead: true,
    });
    return plain(answer.Item);
}

export async function rows(table) {
    const answer = await dynamoSend("Scan", { TableName: table, ConsistentRead: true });
    return answer.Items.map(plain);
}

export async function rowsOfStatus(table, status) {
    const answer = await dynamoSend("Query", {
        TableName: table,
        IndexName: "status-updated_at-index",
        KeyConditionExpression: "#status = :status",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":status": { S: status } },
    });
    return answer.Items.map(plain);
}

// ---- the program

const home = path.join(work, "home");
fs.mkdirSync(home, { recursive: true });

// The environment of the program: nothing of the caller's but PATH, and the owner's credentials unless told otherwise.
export function environment(more = {}) {
    const env = {
        PATH: process.env.PATH,
        HOME: home,
        LC_ALL: "C.UTF-8",
        AWS_ACCESS_KEY_ID: owner.key,
        AWS_SECRET_ACCESS_KEY: owner.secret,
        AWS_REGION: region,
        AWS_ENDPOINT_URL_S3: s3Url,
        AWS_ENDPOINT_URL_DYNAMODB: dynamoUrl,
        SHEETSPLIT_CACHE: path.join(work, "cache"),
        ...more,
    };
    for (const key of Object.keys(env)) if (env[key] === undefined) delete env[key];
    return env;
}

const secrets = [owner.secret, stranger.secret];

// Text that must never appear in anything that the program says or writes.
export function keepSecret(text) {
    secrets.push(text);
}

export function assertNoSecret(text, where) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `${where} holds a secret`);
    assert.ok(!/Signature=[0-9a-f]{64}/.test(text), `${where} holds a signature`);
}

// Runs the program and returns {code, out, err}; a code that is not among `codes` is a failure. Whatever it says is
// searched for secrets.
export async function sheetsplit(args, { codes = [0], env = {}, cwd } = {}) {
    const child = spawn(process.env.SHEETSPLIT, args, {
        env: environment(env),
        cwd: cwd ?? work,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
    const code = await new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (status, signal) => resolve(status ?? signal));
    });
    assertNoSecret(said.out, "standard output");
    assertNoSecret(said.err, "standard error");
    assert.ok(
        codes.includes(code),
        `sheetsplit ${args.join(" ")} ended with ${code}\n${said.err}\n${said.out.slice(0, 2000)}`,
    );
    return { code, ...said };
}

// ---- folders and books

export function freshFolder(what) {
    const folder = path.join(work, "scratch", freshName(what));
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    return folder;
}

export function book(name) {
    return path.join(testdata, `${name}.pdf`);
}

export function sha256(bytes) {
    return crypto.createHash("sha256").update(bytes).digest("hex");
}

export function bookId(file) {
    return sha256(fs.readFileSync(file)).slice(0, 16);
}

// The same pages under another digest, and so another book.
export function copyOfBook(source, target, mark) {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, Buffer.concat([fs.readFileSync(source), Buffer.from(`\n% ${mark}\n`)]));
    return target;
}

// Every file below the folder but the program's own, as key → bytes.
export function filesBelow(folder) {
    const found = new Map();
    for (const name of fs.readdirSync(folder, { recursive: true }).map(String)) {
        const file = path.join(folder, name);
        if (name.split(path.sep).some((part) => part === ".sheetsplit")) continue;
        if (fs.statSync(file).isFile()) found.set(name.split(path.sep).join("/"), fs.readFileSync(file));
    }
    return found;
}

export function manifests(folder) {
    return [...filesBelow(folder)]
        .filter(([name]) => path.basename(name) === "manifest.json")
        .map(([name, bytes]) => ({ folder: path.dirname(name), ...JSON.parse(bytes) }));
}

// The bucket holds exactly the folder's books below the prefix, byte for byte: neither the summary of one run nor the
// overview of the folder.
export async function assertMirrored(folder, bucket, prefix) {
    const local = filesBelow(folder);
    local.delete("SUMMARY.json");
    local.delete("index.html");
    const below = prefix ? `${prefix}/` : "";
    const remote = await listing(bucket);
    assert.deepEqual([...remote.keys()].sort(), [...local.keys()].map((name) => below + name).sort());
    for (const [name, bytes] of local)
        assert.ok(bytes.equals(await getObject(bucket, below + name)), `${name} differs from the local file`);
    return remote;
}

// ---- templates

const yaml = need("js-yaml");
// CloudFormation's short forms as the objects that they stand for.
const shortForms = [
    "Ref",
    "Sub",
    "GetAtt",
    "Select",
    "GetAZs",
    "Cidr",
    "Join",
    "If",
    "Equals",
    "ImportValue",
    "FindInMap",
];
const schema = yaml.DEFAULT_SCHEMA.extend(
    shortForms.flatMap((name) =>
        ["scalar", "sequence", "mapping"].map(
            (kind) =>
                new yaml.Type(`!${name}`, {
                    kind,
                    construct: (data) => ({ [name === "Ref" ? "Ref" : `Fn::${name}`]: data }),
                }),
        ),
    ),
);

export function template(name) {
    return yaml.load(fs.readFileSync(path.join(root, "apps/aws", `${name}.yaml`), "utf8"), { schema });
}
