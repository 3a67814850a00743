// The life of one book in the state machine, executed here from the template: its calls to the ledger go to DynamoDB
// Local, its task is the program itself with the environment and the rights that the template of the task gives.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import test, { before } from "node:test";
import {
    assertNoSecret,
    book,
    bookId,
    dynamoSend,
    environment,
    freshBucket,
    freshFolder,
    freshTable,
    getObjectAsStranger,
    listing,
    need,
    owner,
    putObject,
    row,
    rowsOfStatus,
    s3Send,
    sha256,
    sheetsplit,
    stranger,
    template,
} from "./support.mjs";

// The executor wants this of a younger Node.
Promise.withResolvers ??= () => {
    const parts = {};
    parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
    return parts;
};
const { StateMachine } = need("aws-local-stepfunctions");
const aslValidator = need("asl-validator");

const numbers = { BooksAtOnce: "20", TaskSeconds: "3600" };
function definition(values = {}) {
    const { Properties } = template("machine").Resources.Machine;
    const given = { ...numbers, ...values };
    for (const name of Object.keys(Properties.DefinitionSubstitutions)) given[name] ??= `some-${name}`;
    const text = Properties.DefinitionString.replace(/\$\{(\w+)\}/g, (whole, name) => {
        assert.ok(name in Properties.DefinitionSubstitutions, `${name} has no substitution`);
        return given[name];
    });
    return JSON.parse(text);
}

// What a template's value comes to, with the buckets and the table of a test.
function resolved(value, names) {
    if (typeof value === "string") return value;
    if (value.Ref) return names[value.Ref] ?? value.Ref;
    if (value["Fn::ImportValue"]) return names[resolved(value["Fn::ImportValue"], names)];
    if (value["Fn::FindInMap"]) {
        const [map, key, field] = value["Fn::FindInMap"].map((one) => resolved(one, names));
        return template("task").Mappings[map][key][field];
    }
    const [text, own] = [value["Fn::Sub"]].flat();
    return text.replace(/\$\{([\w:]+)\}/g, (whole, name) => {
        const found = own?.[name] ? resolved(own[name], names) : names[name];
        assert.ok(found !== undefined, `${name} is not known`);
        return found;
    });
}

const outputPrefix = "SheetMusicOut";
let input;
let output;
let artifacts;
let ledger;
let names;
let taskEnvironment;

before(async () => {
    [input, output, artifacts] = await Promise.all(["input", "output", "artifacts"].map(freshBucket));
    ledger = await freshTable();
    names = {
        Name: "sheetsplit",
        OutputPrefix: outputPrefix,
        Memory: template("task").Parameters.Memory.Default,
        TaskDollarsPerHour: String(template("task").Parameters.TaskDollarsPerHour.Default),
        "AWS::Partition": "aws",
        "AWS::Region": "us-east-1",
        "AWS::AccountId": "123456789012",
        "sheetsplit-input-bucket": input,
        "sheetsplit-output-bucket": output,
        "sheetsplit-artifacts-bucket": artifacts,
        "sheetsplit-ledger": ledger,
    };
    const { Resources } = template("task");
    const [container] = Resources.Task.Properties.ContainerDefinitions;
    taskEnvironment = Object.fromEntries(
        container.Environment.map(({ Name, Value }) => [Name, resolved(Value, names)]),
    );

    // The task runs as a user who owns nothing, and may what the template's role may.
    const [{ PolicyDocument }] = Resources.TaskRole.Properties.Policies;
    for (const bucket of [input, output, artifacts]) {
        const statements = PolicyDocument.Statement.map(({ Effect, Action, Resource }) => ({
            Effect,
            Action,
            Principal: { AWS: [`arn:aws:iam:::user/${stranger.name}`] },
            Resource: [Resource].flat().map((resource) => resolved(resource, names)),
        }))
            .map((statement) => ({
                ...statement,
                Resource: statement.Resource.filter((arn) => `${arn}/`.startsWith(`arn:aws:s3:::${bucket}/`)),
            }))
            .filter((statement) => statement.Resource.length > 0);
        assert.ok(statements.length >= 2, "the role's statements name the bucket");
        await s3Send("PutBucketPolicy", {
            Bucket: bucket,
            Policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
        });
    }
});

// Fargate's part: runs the program, and answers or throws as the service does.
function runTask(more = {}) {
    return async ({ Overrides }) => {
        const [{ Name, Command, Environment }] = Overrides.ContainerOverrides;
        assert.equal(Name, template("task").Resources.Task.Properties.ContainerDefinitions[0].Name);
        const env = environment({
            ...taskEnvironment,
            ...Object.fromEntries(Environment.map((one) => [one.Name, one.Value])),
            SHEETSPLIT_OUTPUT: freshFolder("task"), // a task's disk is new
            SHEETSPLIT_CACHE: undefined,
            AWS_ACCESS_KEY_ID: stranger.key,
            AWS_SECRET_ACCESS_KEY: stranger.secret,
            ...more,
        });
        const child = spawn(process.env.SHEETSPLIT, Command, { env, stdio: ["ignore", "pipe", "pipe"] });
        let said = "";
        for (const stream of [child.stdout, child.stderr])
            stream.setEncoding("utf8").on("data", (text) => (said += text));
        const exitCode = await new Promise((resolve) => child.on("close", resolve));
        assertNoSecret(said, "the task's log");
        lastLog = said;
        const task = {
            Containers: [{ ContainerArn: "arn:aws:ecs:c", Cpu: "0", ExitCode: exitCode, GpuIds: [] }],
            LastStatus: "STOPPED",
            StopCode: "EssentialContainerExited",
            StoppedReason: "Essential container in task exited",
        };
        if (exitCode !== 0) throw failure("States.TaskFailed", JSON.stringify(task));
        return task;
    };
}
let lastLog = "";

function failure(name, cause) {
    const error = new Error(cause);
    error.name = name;
    return error;
}

const dynamoStates = {
    CheckAlreadyProcessed: "GetItem",
    RecordProcessingStart: "UpdateItem",
    RecordSuccess: "UpdateItem",
    RecordManualReview: "UpdateItem",
    RecordFailure: "UpdateItem",
};

// Runs one book through; the result is {error, path of states}.
async function execute(key, { task = runTask(), ledgerCalls = {} } = {}) {
    const { ProcessBooks } = definition({
        InputBucket: input,
        ArtifactsBucket: artifacts,
        Ledger: ledger,
    }).States;
    const { StartAt, States } = ProcessBooks.ItemProcessor;
    const head = await s3Send("HeadObject", { Bucket: input, Key: key }).catch(() => ({
        ETag: '"none"',
        ContentLength: 0,
    }));
    const item = {
        source_uri: `s3://${input}/${key}`,
        etag: head.ETag,
        bytes: head.ContentLength,
        attempt: 1,
        wait_seconds: 30,
    };
    const selected = Object.keys(ProcessBooks.ItemSelector).map((name) => name.replace(".$", ""));
    assert.deepEqual(selected.sort(), Object.keys(item).sort());
    const execution = `arn:aws:states:us-east-1:123456789012:execution:sheetsplit/books:${sha256(key).slice(0, 8)}`;
    const handlers = { ProcessBook: task };
    for (const [state, operation] of Object.entries(dynamoStates)) {
        assert.equal(
            States[state].Resource,
            `arn:aws:states:::dynamodb:${operation[0].toLowerCase()}${operation.slice(1)}`,
        );
        handlers[state] = ledgerCalls[state] ?? ((parameters) => dynamoSend(operation, parameters));
    }
    const machine = new StateMachine({ StartAt, States }, { validationOptions: { checkArn: false } });
    const run = machine.run(item, {
        overrides: {
            taskResourceLocalHandlers: handlers,
            waitTimeOverrides: { WaitForNextAttempt: 1 },
            retryIntervalOverrides: Object.fromEntries(Object.keys(States).map((state) => [state, 1])),
        },
        context: { Execution: { Id: execution }, State: { EnteredTime: new Date().toISOString() } },
    });
    const steps = [];
    const logged = (async () => {
        for await (const event of run.eventLogs)
            if (event.type.endsWith("StateEntered")) steps.push(event.state.name);
    })();
    let error = null;
    try {
        await run.result;
    } catch (thrown) {
        error = thrown.cause ?? thrown; // the error that the machine ended with
    }
    await logged;
    return { error, path: steps, execution, uri: item.source_uri, etag: item.etag };
}

test("the definition is valid, with the paths and resources in it", () => {
    const { isValid, errorsText } = aslValidator(definition());
    assert.ok(isValid, errorsText?.("\n"));
});

test("a book that succeeds is recorded by its content and by its address", async () => {
    const key = "SheetMusic/The Parlour Band/books/Parlour + 'Songs' é.pdf";
    const bytes = fs.readFileSync(book("parlour-vector"));
    await putObject(input, key, bytes);
    const { error, path, execution, uri, etag } = await execute(key);
    assert.equal(error, null, `${error?.message}\n${lastLog}`);
    assert.deepEqual(path, [
        "IsBook",
        "CheckAlreadyProcessed",
        "IsAlreadyProcessed",
        "RecordProcessingStart",
        "ProcessBook",
        "Gate",
        "RecordSuccess",
    ]);
    const address = await row(ledger, uri);
    assert.equal(address.outcome, "success");
    assert.equal(address.processed_etag, etag);
    assert.equal(address.execution_arn, execution);
    assert.equal(address.status, undefined, "a book that is done counts once in the index by status");

    const found = await row(ledger, sha256(bytes).slice(0, 16));
    assert.equal(found.status, "success");
    assert.equal(found.source_uri, uri);
    assert.equal(found.execution_arn, execution);
    assert.ok(found.songs_extracted > 0);
    assert.equal(found.source_bytes, bytes.length);
    assert.ok(found.cost > 0);
    const place = found.manifest_uri.match(/^s3:\/\/([^/]+)\/(.*)$/);
    assert.equal(sha256(await getObjectAsStranger(place[1], place[2])), found.manifest_sha256);
    const keys = [...(await listing(output)).keys()];
    assert.ok(keys.every((name) => name.startsWith(`${outputPrefix}/`)));
    const manifest = keys.find((name) => name.endsWith("/manifest.json"));
    const { output: written, status } = JSON.parse(await getObjectAsStranger(output, manifest));
    assert.equal(status, "success");
    assert.equal(keys.filter((name) => name.endsWith(".pdf")).length, written.songs_extracted);
    const id = sha256(bytes).slice(0, 16);
    const staged = [...(await listing(artifacts)).keys()].filter((name) => name.startsWith("books/"));
    assert.ok(staged.length > 0 && staged.every((name) => name.includes(id)), staged.join(" "));
});

test("a book that is done is skipped: nothing is recorded, no task is started", async () => {
    const key = "SheetMusic/The Parlour Band/books/Parlour + 'Songs' é.pdf";
    const before = await row(ledger, `s3://${input}/${key}`);
    const { error, path } = await execute(key, { task: () => assert.fail("a task was started") });
    assert.equal(error, null);
    assert.equal(path.at(-1), "SkipProcessing");
    assert.deepEqual(await row(ledger, `s3://${input}/${key}`), before);
});

test("a book whose rows are reset is done again, in place of what stands in the output bucket", async () => {
    const key = "SheetMusic/The Parlour Band/books/Parlour + 'Songs' é.pdf";
    const id = bookId(book("parlour-vector"));
    await putObject(input, key, fs.readFileSync(book("parlour-vector")));
    assert.equal((await execute(key)).error, null, lastLog);
    const before = await listing(output);
    const manifest = [...before.keys()].find((name) => /Parlour \+.*manifest\.json$/.test(name));
    const reset = ["ledger", "reset", "--ledger", `dynamodb://${ledger}`, `s3://${input}/${key}`, id];
    await sheetsplit(reset);
    const { error, path } = await execute(key);
    assert.equal(error, null, lastLog);
    assert.equal(path.at(-1), "RecordSuccess");
    assert.equal((await row(ledger, id)).status, "success");
    const after = await listing(output);
    assert.deepEqual([...after.keys()], [...before.keys()]);
    assert.ok(after.get(manifest).etag !== before.get(manifest).etag, "the manifest is of the second run");
});

test("another version under the same key is a new book", async () => {
    const key = "SheetMusic/The Parlour Band/books/Parlour + 'Songs' é.pdf";
    await putObject(
        input,
        key,
        Buffer.concat([fs.readFileSync(book("parlour-vector")), Buffer.from("\n% 2\n")]),
    );
    let tasks = 0;
    const { error, path } = await execute(key, {
        task: async () => {
            ++tasks;
            return { Containers: [{ ExitCode: 0 }] };
        },
    });
    assert.equal(error, null);
    assert.equal(tasks, 1);
    assert.equal(path.at(-1), "RecordSuccess");
});

test("a book for review ends well, recorded as one for review, with its review page in the output bucket", async () => {
    const key = "SheetMusic/No Contents.pdf";
    await putObject(input, key, fs.readFileSync(book("no-toc")));
    const { error, path, uri } = await execute(key);
    assert.equal(error, null, lastLog);
    assert.deepEqual(path.slice(-3), ["ProcessBook", "Gate", "RecordManualReview"]);
    assert.equal((await row(ledger, uri)).outcome, "manual_review");
    assert.equal((await row(ledger, bookId(book("no-toc")))).status, "manual_review");
    const pages = [...(await listing(output)).keys()].filter((name) =>
        /No Contents.*review\.html$/.test(name),
    );
    assert.equal(pages.length, 1);
    assert.equal((await execute(key)).path.at(-1), "SkipProcessing");
});

test("a book that comes to nothing ends as a failure, after one attempt, and is taken again next time", async () => {
    const key = "SheetMusic/Letter.pdf";
    await putObject(input, key, fs.readFileSync(book("not-a-pdf")));
    const { error, path, uri } = await execute(key);
    assert.equal(error?.name, "Sheetsplit.NothingUsable");
    assert.deepEqual(path.slice(-5), ["ProcessBook", "Gate", "NothingUsable", "RecordFailure", "BookFailed"]);
    const address = await row(ledger, uri);
    assert.equal(address.status, "failed");
    assert.match(address.error, /NothingUsable/);
    const failed = (await rowsOfStatus(ledger, "failed")).map((one) => one.book_id);
    assert.ok(failed.includes(uri));
    const content = await row(ledger, bookId(book("not-a-pdf")));
    assert.equal(content.status, "failed");
    assert.match(content.error, /is no PDF/);
    assert.ok(failed.includes(content.book_id));

    const again = await execute(key);
    assert.equal(again.error?.name, "Sheetsplit.NothingUsable");
    assert.ok(again.path.includes("ProcessBook"));
});

test("an object that is not there ends as a failure", async () => {
    const { error, path } = await execute("SheetMusic/Gone.pdf");
    assert.ok(error, "a missing object must not read as success");
    assert.equal(path.at(-1), "BookFailed");
});

test("a task that is cut off is tried again, and the book is done", async () => {
    const key = "SheetMusic/Interrupted.pdf";
    await putObject(input, key, fs.readFileSync(book("tunebook")));
    let attempts = 0;
    const { error, path, uri } = await execute(key, {
        task: async (parameters) => {
            if (++attempts === 1)
                throw failure("ECS.AmazonECSException", "Capacity is unavailable at this time");
            if (attempts === 2)
                throw failure("States.TaskFailed", '{"Containers":[{"ExitCode":137,"GpuIds":[]}]}');
            return runTask()(parameters);
        },
    });
    assert.equal(attempts, 3);
    assert.deepEqual(
        path.filter((state) => state === "WaitForNextAttempt").length,
        2,
        "there is a pause before each further attempt",
    );
    assert.ok(["RecordSuccess", "RecordManualReview"].includes(path.at(-1)), path.join(" "));
    assert.equal(error, null, lastLog);
    assert.ok((await row(ledger, uri)).outcome);
});

test("a task that never ends well ends as a failure with its cause", async () => {
    const key = "SheetMusic/Interrupted.pdf";
    await dynamoSend("DeleteItem", { TableName: ledger, Key: { book_id: { S: `s3://${input}/${key}` } } });
    let attempts = 0;
    const { error, path, uri } = await execute(key, {
        task: async () => {
            ++attempts;
            throw failure(
                "States.TaskFailed",
                '{"Containers":[],"StoppedReason":"CannotPullContainerError"}',
            );
        },
    });
    assert.equal(attempts, 3);
    assert.equal(error?.name, "States.TaskFailed");
    assert.equal(path.at(-1), "BookFailed");
    const address = await row(ledger, uri);
    assert.equal(address.status, "failed");
    assert.match(address.error, /CannotPullContainerError/);
});

test("a mirror that cannot be completed is no success: the task is tried again and then the book fails", async () => {
    const key = "SheetMusic/Unmirrored.pdf";
    await putObject(input, key, fs.readFileSync(book("odd-contents")));
    let attempts = 0;
    const { error, path } = await execute(key, {
        task: (parameters) => {
            ++attempts;
            return runTask({ SHEETSPLIT_MIRROR: `s3://${artifacts}/books-are-not-for-you` })(parameters);
        },
    });
    assert.equal(attempts, 3);
    assert.ok(error);
    assert.match(error.message, /"ExitCode":4/);
    assert.equal(path.at(-1), "BookFailed");
});

test("a ledger that does not answer at first is asked again; one that never does ends the book as failed", async () => {
    const key = "SheetMusic/No Contents.pdf";
    const throttled = () => {
        throw failure("DynamoDB.ProvisionedThroughputExceededException", "slow down");
    };
    let calls = 0;
    const patient = await execute(key, {
        ledgerCalls: {
            CheckAlreadyProcessed: (parameters) =>
                ++calls < 3 ? throttled() : dynamoSend("GetItem", parameters),
        },
    });
    assert.equal(patient.error, null);
    assert.equal(patient.path.at(-1), "SkipProcessing");

    const dead = await execute(key, {
        ledgerCalls: Object.fromEntries(Object.keys(dynamoStates).map((state) => [state, throttled])),
        task: () => assert.fail("a task was started without a record"),
    });
    assert.equal(dead.error?.name, "DynamoDB.ProvisionedThroughputExceededException");
    assert.equal(dead.path.at(-1), "BookFailed");
});

test("a success that cannot be recorded is no success", async () => {
    const key = "SheetMusic/Unrecorded.pdf";
    await putObject(input, key, fs.readFileSync(book("parlour-vector")));
    const { error } = await execute(key, {
        task: async () => ({ Containers: [{ ExitCode: 0 }] }),
        ledgerCalls: {
            RecordSuccess: () => {
                throw failure("DynamoDB.InternalServerErrorException", "no");
            },
        },
    });
    assert.equal(error?.name, "DynamoDB.InternalServerErrorException");
});

test("what is no PDF by its name is left alone", async () => {
    const { error, path } = await execute("SheetMusic/notes.txt");
    assert.equal(error, null);
    assert.deepEqual(path, ["IsBook", "NotABook"]);
});

test("the execution over all books fails when one of them did", () => {
    const { States } = definition();
    const run = async (books) => {
        const outer = {
            StartAt: "CountBooks",
            States: Object.fromEntries(
                ["CountBooks", "AllBooksDone", "NothingFound", "SomeBooksFailed", "Done"].map((state) => [
                    state,
                    States[state],
                ]),
            ),
        };
        const machine = new StateMachine(outer, { validationOptions: { checkArn: false } });
        return machine
            .run(
                { MapRunArn: "arn:aws:states:us-east-1:123456789012:mapRun:sheetsplit/books:1" },
                {
                    overrides: {
                        taskResourceLocalHandlers: { CountBooks: async () => ({ ItemCounts: books }) },
                    },
                },
            )
            .result.catch((thrown) => Promise.reject(thrown.cause));
    };
    const counts = { Total: 10, Succeeded: 10, Failed: 0, TimedOut: 0, Aborted: 0 };
    return Promise.all([
        run(counts),
        assert.rejects(run({ ...counts, Succeeded: 9, Failed: 1 }), { name: "Sheetsplit.SomeBooksFailed" }),
        assert.rejects(run({ ...counts, Succeeded: 9, TimedOut: 1 }), { name: "Sheetsplit.SomeBooksFailed" }),
        assert.rejects(run({ ...counts, Succeeded: 9, Aborted: 1 }), { name: "Sheetsplit.SomeBooksFailed" }),
        assert.rejects(run({ ...counts, Total: 0, Succeeded: 0 }), { name: "Sheetsplit.NothingFound" }),
    ]);
});
