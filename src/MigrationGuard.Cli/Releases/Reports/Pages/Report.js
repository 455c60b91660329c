for (const time of document.querySelectorAll("time")) {
  const local = new Date(time.dateTime);
  time.title = `${time.dateTime} UTC, here ${local.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" })}`;
}
