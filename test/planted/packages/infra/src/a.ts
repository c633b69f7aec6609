import '../../console/src/a.ts';
import 'not-declared-anywhere';
