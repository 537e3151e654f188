import '../../lib/agent/after-job';
import './index';
