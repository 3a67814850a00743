// The templates of the deployment: against Amazon's own description of its resources, against one another, and
// against what the program says. What only an account can show, whether a stack comes up, is not tried here.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { book, environment, freshFolder, manifests, need, root, template } from "./support.mjs";

// In the order of the README, in which each finds what it imports.
const order = ["storage", "network", "task", "machine-role", "machine", "watch", "budget"];
const stacks = order.map((name) => ({ name, ...template(name) }));
const specification = await need("@aws-cdk/aws-service-spec").loadAwsServiceSpec();

function typeOf(resource) {
    return specification.lookup("resource", "cloudFormationType", "equals", resource.Type)[0];
}

// Calls `visit` with every object of the value and its place.
function walk(value, visit, place = []) {
    if (value === null || typeof value !== "object") return;
    if (!Array.isArray(value)) visit(value, place);
    for (const [key, inner] of Object.entries(value)) walk(inner, visit, [...place, key]);
}

const computed = (value) =>
    value !== null &&
    typeof value === "object" &&
    Object.keys(value).length === 1 &&
    /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0]);

// What is wrong with a value of a property, as sentences.
function faults(value, type, place) {
    if (computed(value)) return [];
    const wrong = (what) => [`${place}: ${JSON.stringify(value)} is no ${what}`];
    switch (type.type) {
        case "ref": {
            const definition = specification.get("typeDefinition", type.reference.$ref);
            if (value === null || typeof value !== "object" || Array.isArray(value))
                return wrong(definition.name);
            return faultsOfProperties(value, definition.properties, place);
        }
        case "array":
            if (!Array.isArray(value)) return wrong("list");
            return value.flatMap((one, index) => faults(one, type.element, `${place}.${index}`));
        case "map":
            if (value === null || typeof value !== "object") return wrong("map");
            return Object.entries(value).flatMap(([key, one]) =>
                faults(one, type.element, `${place}.${key}`),
            );
        case "union": {
            const all = type.types.map((one) => faults(value, one, place));
            return all.find((found) => found.length === 0) ?? all[0];
        }
        case "string":
            if (typeof value === "object") return wrong("string");
            if (type.allowedValues && !type.allowedValues.includes(value))
                return wrong(`one of ${type.allowedValues}`);
            return [];
        case "number":
        case "integer":
            return typeof value === "number" || /^-?[0-9.]+$/.test(value) ? [] : wrong(type.type);
        case "boolean":
            return typeof value === "boolean" || /^(true|false)$/.test(value) ? [] : wrong("boolean");
        default:
            return []; // free JSON, a tag or a date
    }
}

function faultsOfProperties(values, properties, place) {
    const known = Object.keys(values).flatMap((name) =>
        name in properties
            ? faults(values[name], properties[name].type, `${place}.${name}`)
            : [`${place}: there is no property ${name}`],
    );
    const absent = Object.entries(properties).filter(([name, { required }]) => required && !(name in values));
    return [...known, ...absent.map(([name]) => `${place}: the property ${name} is required`)];
}

function faultsOfStack(stack) {
    return Object.entries(stack.Resources).flatMap(([name, resource]) => {
        const place = `${stack.name}.${name}`;
        const type = typeOf(resource);
        if (!type) return [`${place}: there is no ${resource.Type}`];
        return faultsOfProperties(resource.Properties ?? {}, type.properties, place);
    });
}

test("every resource has the properties that it needs, and only ones that exist", () => {
    assert.deepEqual(stacks.flatMap(faultsOfStack), []);
});

test("the check of resources finds what is wrong", () => {
    const resources = (Type, Properties) =>
        faultsOfStack({ name: "a", Resources: { B: { Type, Properties } } });
    assert.deepEqual(resources("AWS::S3::Bukket", {}), ["a.B: there is no AWS::S3::Bukket"]);
    assert.deepEqual(resources("AWS::S3::Bucket", { BucketNam: "c" }), [
        "a.B: there is no property BucketNam",
    ]);
    assert.match(resources("AWS::SNS::TopicPolicy", { Topics: [] })[0], /PolicyDocument is required/);
    const nested = { VersioningConfiguration: { Status: "On" } };
    assert.match(
        resources("AWS::S3::Bucket", nested)[0],
        /a\.B\.VersioningConfiguration\.Status: "On" is no/,
    );
});

test("cfn-lint has nothing to say against the templates", (t) => {
    const files = order.map((name) => path.join(root, "apps/aws", `${name}.yaml`));
    const done = spawnSync("cfn-lint", ["--regions", "us-east-1", "--", ...files], { encoding: "utf8" });
    if (done.error?.code === "ENOENT" || done.status === 127) return t.skip("there is no cfn-lint");
    assert.equal(done.status, 0, done.stdout + done.stderr);
});

test("all that a template refers to is there", () => {
    for (const stack of stacks) {
        const names = new Set([...Object.keys(stack.Parameters), ...Object.keys(stack.Resources)]);
        const refers = (name, place, own = {}) => {
            const [first, ...rest] = name.split(".");
            const where = `${stack.name}.${place.join(".")} refers to ${name}`;
            assert.ok(first in own || first.startsWith("AWS::") || names.has(first), where);
            if (rest.length === 0) return;
            const type = typeOf(stack.Resources[first]);
            const attribute = rest.join(".");
            assert.ok(attribute in type.attributes || attribute in type.properties, where);
        };
        walk({ Resources: stack.Resources, Outputs: stack.Outputs ?? {} }, (value, place) => {
            // CloudFormation leaves the definition alone but for its substitutions, which another case tries.
            if (typeof value.Ref === "string") refers(value.Ref, place);
            const attribute = value["Fn::GetAtt"];
            if (attribute) refers([attribute].flat().join("."), place);
            if (!value["Fn::Sub"]) return;
            const [text, own] = [value["Fn::Sub"]].flat();
            for (const [, name] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) refers(name, place, own);
        });
        const used = JSON.stringify([stack.Resources, stack.Outputs]);
        for (const name of Object.keys(stack.Parameters))
            assert.ok(
                used.includes(`{"Ref":"${name}"}`) || used.includes(`\${${name}}`),
                `${stack.name}: the parameter ${name} is used`,
            );
    }
});

test("all that a stack imports is exported by one before it", () => {
    const exported = new Set();
    let imports = 0;
    for (const stack of stacks) {
        walk(stack.Resources, (value, place) => {
            const wanted = value["Fn::ImportValue"];
            if (!wanted) return;
            ++imports;
            assert.ok(
                exported.has(wanted["Fn::Sub"]),
                `${stack.name}.${place.join(".")}: ${JSON.stringify(wanted)}`,
            );
        });
        for (const { Export } of Object.values(stack.Outputs ?? {}))
            if (Export) {
                assert.ok(
                    !exported.has(Export.Name["Fn::Sub"]),
                    `${stack.name}: ${JSON.stringify(Export)} twice`,
                );
                exported.add(Export.Name["Fn::Sub"]);
            }
    }
    assert.ok(imports > 20);
});

const resourcesOf = (type) =>
    stacks.flatMap(({ Resources }) => Object.entries(Resources).filter(([, { Type }]) => Type === type));

test("the three buckets are private, encrypted, versioned, kept, and answer to TLS only", () => {
    const buckets = resourcesOf("AWS::S3::Bucket");
    assert.equal(buckets.length, 3);
    for (const [name, { DeletionPolicy, Properties }] of buckets) {
        assert.equal(DeletionPolicy, "Retain", name);
        assert.deepEqual(
            new Set(Object.values(Properties.PublicAccessBlockConfiguration)),
            new Set([true]),
            name,
        );
        assert.equal(Object.keys(Properties.PublicAccessBlockConfiguration).length, 4, name);
        assert.equal(Properties.VersioningConfiguration.Status, "Enabled", name);
        const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
        assert.equal(rule.ServerSideEncryptionByDefault.SSEAlgorithm, "AES256", name);
        const policies = resourcesOf("AWS::S3::BucketPolicy").filter(
            ([, one]) => one.Properties.Bucket.Ref === name,
        );
        assert.equal(policies.length, 1, name);
        const [statement] = policies[0][1].Properties.PolicyDocument.Statement;
        assert.deepEqual(
            [statement.Effect, statement.Principal, statement.Action],
            ["Deny", "*", "s3:*"],
            name,
        );
        assert.deepEqual(statement.Condition, { Bool: { "aws:SecureTransport": "false" } }, name);
    }
});

test("nobody may call a task, and it may call out over TLS only", () => {
    const [[, { Properties }], ...others] = resourcesOf("AWS::EC2::SecurityGroup");
    assert.equal(others.length, 0);
    assert.equal(Properties.SecurityGroupIngress, undefined);
    assert.deepEqual(
        Properties.SecurityGroupEgress.map(({ IpProtocol, FromPort, ToPort }) => [
            IpProtocol,
            FromPort,
            ToPort,
        ]),
        [["tcp", 443, 443]],
    );
    assert.deepEqual(resourcesOf("AWS::EC2::SecurityGroupIngress"), []);
});

// Actions for which Amazon knows no narrower resource, and the one denial.
const anywhere =
    /^(ecr:GetAuthorizationToken|logs:\w*(LogDelivery|LogDeliveries|ResourcePolic\w+|LogGroups)|Deny ecs:RunTask)$/;

test("no role may do more than its task, on more than what it works on", () => {
    let statements = 0;
    for (const { name, Resources } of stacks)
        walk(Resources, (value, place) => {
            if (!value.Effect || value.Principal) return;
            ++statements;
            for (const action of [value.Action].flat()) {
                const where = `${name}.${place.join(".")}: ${action}`;
                assert.ok(!action.includes("*"), where);
                assert.doesNotMatch(
                    action,
                    /Delete(ObjectVersion|Item|Table|Bucket)|PutBucket|CreateUser|CreateRole/,
                    where,
                );
                // Objects are removed only where a new result takes the place of an old one, which versions keep.
                if (action === "s3:DeleteObject") {
                    const [text, own] = value.Resource["Fn::Sub"];
                    assert.equal(text, "arn:${AWS::Partition}:s3:::${Bucket}/${OutputPrefix}/*", where);
                    assert.deepEqual(own.Bucket["Fn::ImportValue"], { "Fn::Sub": "${Name}-output-bucket" }, where);
                }
                const said = value.Effect === "Deny" ? `Deny ${action}` : action;
                if (value.Resource === "*") assert.match(said, anywhere, where);
            }
        });
    assert.ok(statements > 10);
});

test("the machine's role may do what the machine's states call", () => {
    const { Statement } = template("machine-role").Resources.MachinePolicy.Properties.PolicyDocument;
    const allowed = new Set(Statement.flatMap(({ Action }) => Action));
    const text = template("machine").Resources.Machine.Properties.DefinitionString;
    const called = [...text.matchAll(/"arn:aws:states:::([\w:-]+?)(?:\.sync)?"/g)].map(([, name]) => name);
    const needed = {
        "s3:listObjectsV2": ["s3:ListBucket"],
        "s3:putObject": ["s3:PutObject"],
        "dynamodb:getItem": ["dynamodb:GetItem"],
        "dynamodb:updateItem": ["dynamodb:UpdateItem"],
        "ecs:runTask": ["ecs:RunTask", "ecs:StopTask", "ecs:DescribeTasks", "ecs:TagResource", "iam:PassRole", "events:PutRule"],
        "aws-sdk:sfn:describeMapRun": ["states:DescribeMapRun"],
    };
    assert.deepEqual([...new Set(called)].sort(), Object.keys(needed).sort());
    for (const action of Object.values(needed).flat()) assert.ok(allowed.has(action), action);
});

// ---- alarms

const alarms = resourcesOf("AWS::CloudWatch::Alarm");
const filters = resourcesOf("AWS::Logs::MetricFilter").map(([, { Properties }]) => Properties);

function metricsOf({ Properties }) {
    if (Properties.MetricName) return [{ ...Properties, Dimensions: Properties.Dimensions ?? [] }];
    return Properties.Metrics.filter(({ MetricStat }) => MetricStat).map(({ MetricStat }) => ({
        Dimensions: [],
        ...MetricStat.Metric,
    }));
}

test("there are seven alarms, each tells the topic, and each knows the metrics of its expression", () => {
    assert.equal(alarms.length, 7);
    for (const [name, { Properties }] of alarms) {
        assert.deepEqual(Properties.AlarmActions, [{ Ref: "Topic" }], name);
        if (!Properties.Metrics) continue;
        const [{ Expression }, ...inputs] = Properties.Metrics;
        const [text] = [Expression["Fn::Sub"] ?? Expression].flat();
        const used = [...text.replace(/\$\{\w+\}/g, "").matchAll(/\b[a-z]\w*\b/g)].map(([id]) => id);
        assert.deepEqual([...new Set(used)].sort(), inputs.map(({ Id }) => Id).sort(), name);
        const results = Properties.Metrics.filter(({ ReturnData }) => ReturnData);
        assert.equal(results.length, 1, name);
    }
});

// What the services emit of their own accord, by their documentation: namespace/metric → dimensions.
const emitted = {
    "AWS/States/ExecutionsFailed": ["StateMachineArn"],
    "AWS/States/ExecutionsTimedOut": ["StateMachineArn"],
    "AWS/States/ExecutionsAborted": ["StateMachineArn"],
    "AWS/States/ExecutionsSucceeded": ["StateMachineArn"],
    "AWS/DynamoDB/ReadThrottleEvents": ["TableName"],
    "AWS/DynamoDB/WriteThrottleEvents": ["TableName"],
    "AWS/DynamoDB/SystemErrors": ["TableName", "Operation"],
    "AWS/Events/TriggeredRules": ["RuleName"],
};

test("every metric that an alarm stands on has an emitter", () => {
    for (const [name, alarm] of alarms)
        for (const { Namespace, MetricName, Dimensions } of metricsOf(alarm)) {
            const what = `${name}: ${Namespace}/${MetricName}`;
            if (Namespace === "SheetMusicSplitter") {
                const counted = filters.flatMap(({ MetricTransformations }) => MetricTransformations);
                const emits = (one) =>
                    one.MetricNamespace === Namespace && one.MetricName === MetricName && !one.Dimensions;
                assert.ok(counted.some(emits), what);
                assert.deepEqual(Dimensions, [], what);
                continue;
            }
            assert.deepEqual(
                Dimensions.map((one) => one.Name).sort(),
                emitted[`${Namespace}/${MetricName}`]?.sort(),
                what,
            );
            for (const { Name, Value } of Dimensions)
                if (Name === "RuleName")
                    assert.ok(template("watch").Resources[Value.Ref].Type === "AWS::Events::Rule", what);
        }
});

// Whether a filter's pattern takes a line of JSON: { ($.key = "text") && ($.other IS FALSE) && ($.third > 0) }
function takes(pattern, line) {
    const [, terms] = pattern.match(/^\{ (.*) \}$/);
    return terms.split(" && ").every((term) => {
        const [, key, operator, text] = term.match(/^\(\$\.(\w+) (=|>|IS) ("\w+"|\d+|TRUE|FALSE)\)$/);
        const wanted = JSON.parse(text.toLowerCase());
        return operator === ">" ? line[key] > wanted : line[key] === wanted;
    });
}

// What the filters make of what the program says of one book: metric{dimensions} → its values.
function metricsOfRun(name, output) {
    const { Parameters, Resources } = template("task");
    const told = Resources.Task.Properties.ContainerDefinitions[0].Environment.filter(({ Name }) =>
        /^SHEETSPLIT_(LOG_FORMAT|COST_PER_HOUR)$/.test(Name),
    ).map(({ Name, Value }) => [Name, String(Value.Ref ? Parameters[Value.Ref].Default : Value)]);
    assert.equal(told.length, 2);
    const done = spawnSync(process.env.SHEETSPLIT, ["run", "--no-cache", "-o", output, book(name)], {
        encoding: "utf8",
        env: environment(Object.fromEntries(told)),
    });
    const lines = done.stderr
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const found = {};
    for (const { FilterPattern, MetricTransformations } of filters)
        for (const { MetricNamespace, MetricName, MetricValue, Dimensions = [] } of MetricTransformations)
            for (const line of lines.filter((one) => takes(FilterPattern, one))) {
                const of = (text) => (text.startsWith("$.") ? line[text.slice(2)] : Number(text));
                const value = of(MetricValue);
                assert.equal(typeof value, "number", `${MetricName} of ${JSON.stringify(line)}`);
                assert.equal(MetricNamespace, "SheetMusicSplitter");
                const dimensions = Dimensions.map(({ Key, Value }) => `${Key}=${of(Value)}`).join();
                (found[dimensions ? `${MetricName}{${dimensions}}` : MetricName] ??= []).push(value);
            }
    return { found, finished: lines.find(({ event }) => event === "book_finished") };
}

test("the filters take the right values from what the program says of a book, however it ends", () => {
    const output = freshFolder("metrics");
    const dollars = ({ seconds }) => (seconds / 3600) * template("task").Parameters.TaskDollarsPerHour.Default;
    const success = metricsOfRun("parlour-vector", output);
    const { EstimatedCost, ...rest } = success.found;
    assert.deepEqual(rest, {
        BooksProcessed: [1],
        SongsExtracted: [12],
        TOCSuccessRate: [1],
        VerificationSuccessRate: [1],
    });
    assert.ok(success.finished.seconds > 0);
    assert.equal(EstimatedCost.length, 1);
    assert.ok(Math.abs(EstimatedCost[0] - dollars(success.finished)) < 1e-6, String(EstimatedCost));

    const skip = metricsOfRun("parlour-vector", output);
    assert.deepEqual(skip.found, { BooksSkipped: [1] });

    const review = metricsOfRun("no-toc", output);
    const [manifest] = manifests(output).filter(({ status }) => status === "manual_review");
    assert.deepEqual(
        { ...review.found, EstimatedCost: undefined },
        {
            BooksProcessed: [1],
            SongsExtracted: [manifest.output.songs_extracted],
            TOCSuccessRate: [0],
            VerificationSuccessRate: [Number(manifest.verification.success_rate.toFixed(4))],
            EstimatedCost: undefined,
            ManualReviews: [1],
        },
    );

    const failure = metricsOfRun("not-a-pdf", output);
    assert.deepEqual(
        { ...failure.found, EstimatedCost: undefined },
        {
            BooksProcessed: [1],
            SongsExtracted: [0],
            TOCSuccessRate: [0],
            VerificationSuccessRate: [0],
            EstimatedCost: undefined,
            ProcessingErrors: [1],
            "ProcessingErrors{type=not_a_pdf,stage=read}": [1],
        },
    );

    // Each filter has taken something, and so has what an alarm of ours stands on.
    const seen = new Set([success, skip, review, failure].flatMap(({ found }) => Object.keys(found)));
    for (const { MetricTransformations } of filters)
        for (const { MetricName } of MetricTransformations) assert.ok(seen.has(MetricName), MetricName);
    for (const [name, alarm] of alarms)
        for (const { Namespace, MetricName } of metricsOf(alarm))
            if (Namespace === "SheetMusicSplitter") assert.ok(seen.has(MetricName), `${name}: ${MetricName}`);
});

test("the budget takes from the machine the right to start tasks, and nothing else", () => {
    const { NoFurtherTasks, Guard } = template("budget").Resources;
    const [denial, ...others] = NoFurtherTasks.Properties.PolicyDocument.Statement;
    assert.equal(others.length, 0);
    assert.deepEqual([denial.Effect, denial.Action], ["Deny", "ecs:RunTask"]);
    assert.equal(Guard.Properties.ApprovalModel, "AUTOMATIC");
    const { Roles } = Guard.Properties.Definition.IamActionDefinition;
    assert.deepEqual(Roles, [{ "Fn::ImportValue": { "Fn::Sub": "${Name}-machine-role-name" } }]);
});

test("the README deploys the templates in this order, and deletes them in the opposite one", () => {
    const here = fs.readdirSync(path.join(root, "apps/aws")).filter((name) => name.endsWith(".yaml"));
    assert.deepEqual(here.map((name) => name.replace(".yaml", "")).sort(), [...order].sort());
    const text = fs.readFileSync(path.join(root, "apps/aws/README.md"), "utf8");
    const deployed = [...text.matchAll(/^deploy (.*)$/gm)].flatMap(([, names]) => names.split(" "));
    assert.deepEqual(deployed, order);
    assert.deepEqual(text.match(/^for stack in (.*budget.*); do$/m)[1].split(" "), [...order].reverse());
});
