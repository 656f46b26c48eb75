// A chart of Word: its points are those of the drawing of the page.
import { pointsOf } from "./lines.js";
import { CHART_NAMES, COLOURS, LETTERS } from "./word_parts.js";
import { escapedXml } from "./word_xml.js";
import { digits } from "./words.js";

const colour = (code) => `<a:solidFill><a:srgbClr val="${code}"/></a:solidFill>`;

function numbers(kind, values) {
  const points = values.map((value, at) => `<c:pt idx="${at}"><c:v>${digits(value)}</c:v></c:pt>`).join("");
  const count = `<c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>`;
  return `<c:${kind}><c:numLit>${count}${points}</c:numLit></c:${kind}>`;
}

function line(code, dashed) {
  const dash = dashed ? '<a:prstDash val="dash"/>' : "";
  return `<c:spPr><a:ln w="28575" cap="rnd">${colour(code)}${dash}<a:round/></a:ln></c:spPr>`;
}

function series(at, name, points, code, dashed) {
  const symbol = `<c:symbol val="${dashed ? "diamond" : "circle"}"/><c:size val="6"/><c:spPr>${colour(code)}</c:spPr>`;
  return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx><c:v>${escapedXml(name)}</c:v></c:tx>` +
    `${line(code, dashed)}<c:marker>${symbol}</c:marker>${numbers("xVal", points.map(([year]) => year))}` +
    `${numbers("yVal", points.map(([, value]) => value))}<c:smooth val="0"/></c:ser>`;
}

function axis({ own, other, place, low, high, step, title = "" }) {
  const edge = `<c:spPr><a:ln w="6350">${colour("C6CED6")}</a:ln></c:spPr>`;
  const grid = place === "l" ? `<c:majorGridlines>${edge}</c:majorGridlines>` : "";
  const letters = '<a:pPr><a:defRPr sz="900" b="0"/></a:pPr><a:r><a:rPr sz="900" b="0"/>';
  const words = title
    ? `<c:title><c:tx><c:rich><a:bodyPr/><a:p>${letters}<a:t>${escapedXml(title)}</a:t></a:r></a:p></c:rich></c:tx>` +
      '<c:overlay val="0"/></c:title>'
    : "";
  return `<c:valAx><c:axId val="${own}"/><c:scaling><c:orientation val="minMax"/><c:max val="${digits(high)}"/>` +
    `<c:min val="${digits(low)}"/></c:scaling><c:delete val="0"/><c:axPos val="${place}"/>${grid}${words}` +
    '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>' +
    `<c:tickLblPos val="low"/><c:crossAx val="${other}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>` +
    `<c:majorUnit val="${digits(step)}"/></c:valAx>`;
}

// block: a chart of the record. goalName: the name of the line that leads to the value to reach.
export function chartXml(block, goalName) {
  const { series: points, goal, years: [begin, end], ticks } = pointsOf(block);
  const way = goal ? series(1, goalName, [points.at(-1), goal], COLOURS.soft, true) : "";
  const lines = series(0, block.caption, points, COLOURS.ink, false) + way;
  const years = { own: 11, other: 12, place: "b", low: begin, high: end };
  const values = { own: 12, other: 11, place: "l", low: ticks[0], high: ticks.at(-1), title: block.unit };
  const legend = goal ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' : "";
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace ${CHART_NAMES}>` +
    '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>' +
    `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>${lines}` +
    '<c:axId val="11"/><c:axId val="12"/></c:scatterChart>' +
    axis({ ...years, step: Math.max(1, Math.ceil((end - begin) / 8)) }) +
    axis({ ...values, step: ticks[1] - ticks[0] }) +
    `</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>${LETTERS}</c:chartSpace>`;
}
