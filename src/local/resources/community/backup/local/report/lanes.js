// A stack as lanes of rows of items, before anything is drawn. An item has a kind (how it looks), a tone (what it means), a
// time from which and to which it goes, and details.

const STACK = "AWS::CloudFormation::Stack";

/** What a status means: of an invocation, a recovery point or a stack. */
function tone(text) {
  if (/FAILED|EXPIRED|ROLLBACK/.test(text)) {
    return "bad";
  }
  if (/DELET/.test(text) && !/COMPLETE/.test(text)) {
    return "going";
  }
  return /SUCCESS|COMPLETE|AVAILABLE/.test(text) ? "good" : /NO_ANSWER|STOPPED|PARTIAL/.test(text) ? "odd" : "busy";
}

function toneOfCall(call) {
  if (call.answer === "OK") {
    return call.fault === "" ? "good" : "odd";
  }
  return /Throttling|TooManyRequests/.test(call.answer) ? "throttled" : call.answer === "no answer" ? "odd" : "bad";
}

/** The waits between the invocations of one operation. */
function waitsOf(invocations) {
  const last = new Map();
  const waits = [];
  for (const invocation of invocations) {
    const before = last.get(invocation.token);
    if (before && invocation.begin > before.end) {
      waits.push({ from: before.end, to: invocation.begin, asked: before.delaySeconds, message: before.message });
    }
    last.set(invocation.token, invocation);
  }
  return waits;
}

/** The statuses of a recovery point, each with its end; what is gone has none. */
function statusesOf(point, end) {
  return point.statuses
    .map((status, i) => {
      const next = point.statuses[i + 1];
      return { ...status, to: next ? next.from : Math.max(end, status.from), ends: next !== undefined };
    })
    .filter((status) => status.status !== "");
}

function laneOfResource(stack, resource) {
  const numbers = new Map();
  const invocations = resource.invocations.map((invocation) => {
    const number = (numbers.get(invocation.token) ?? 0) + 1;
    numbers.set(invocation.token, number);
    return {
      kind: "invocation",
      tone: tone(invocation.status),
      from: invocation.begin,
      to: invocation.end,
      details: ofInvocation(stack, resource, invocation, number),
    };
  });
  const waits = waitsOf(resource.invocations).map((wait) => ({
    kind: "wait",
    tone: "busy",
    from: wait.from,
    to: wait.to,
    details: ofWait(stack, wait),
  }));
  const calls = resource.invocations
    .flatMap((invocation) => invocation.calls)
    .map((call) => ({
      kind: "call",
      tone: toneOfCall(call),
      from: call.time,
      to: call.time,
      details: ofCall(stack, call),
    }));
  const points = resource.points.map((point) =>
    statusesOf(point, stack.end).map((status) => ({
      kind: "status",
      tone: tone(status.status),
      from: status.from,
      to: status.to,
      text: status.status,
      details: ofStatus(stack, point, status),
    })),
  );
  return {
    title: resource.logicalId,
    subtitle: resource.type,
    rows: [[...waits, ...invocations], calls, ...points].filter((row) => row.length > 0),
  };
}

/** What the stack itself says of its status. */
function laneOfStack(stack) {
  const own = stack.events.filter((event) => event.resourceType === STACK);
  const statuses = own.map((event, i) => ({
    kind: "stack",
    tone: tone(event.status),
    from: event.timestamp,
    to: own[i + 1]?.timestamp ?? stack.end,
    text: event.status,
    details: ofEvent(stack, event),
  }));
  const externalEvents = stack.externalEvents.map((event) => ({
    kind: "external",
    tone: "odd",
    from: event.time,
    to: event.time,
    details: ofExternalEvent(stack, event),
  }));
  return { title: stack.name, subtitle: "stack", rows: [externalEvents, statuses].filter((row) => row.length > 0) };
}

function lanesOf(stack) {
  return [laneOfStack(stack), ...stack.resources.map((resource) => laneOfResource(stack, resource))].filter(
    (lane) => lane.rows.length > 0,
  );
}

/** The times in which something goes on in a stack. */
function busySpans(stack) {
  return [
    ...stack.events.map((event) => [event.timestamp, event.timestamp]),
    ...stack.externalEvents.map((event) => [event.time, event.time]),
    ...stack.resources.flatMap((resource) => [
      ...resource.invocations.map((invocation) => [invocation.begin, invocation.end]),
      ...waitsOf(resource.invocations).map((wait) => [wait.from, wait.to]),
      // A recovery point may change before the first invocation and after the last.
      ...resource.points.flatMap((point) => point.statuses.map((status) => [status.from, status.from])),
    ]),
  ];
}
