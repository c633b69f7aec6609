import '../../adapters-local/src/a.ts';
import 'inversify';
