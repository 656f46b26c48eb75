// "In your municipality" of a lesson that computes nothing of the entries: they are kept, and that is all.
import { municipality } from "./widget.js";

export default municipality({});
